-- name: row_counts
SELECT source_id, source.records, prior_source.records FROM source JOIN prior_source USING (name)
WHERE prior_source.records > 0 ORDER BY source_id;

-- name: headers
WITH wanted AS (
    SELECT source_id, name, unnest($1::VARCHAR[]) AS header FROM source
    UNION ALL
    SELECT source_id, name, unnest(headers) FROM source JOIN prior_source USING (name) WHERE len($1::VARCHAR[]) = 0
)
SELECT wanted.source_id, wanted.header, source_column.header IS NOT NULL
FROM wanted LEFT JOIN source_column ON source_column.source_id = wanted.source_id AND source_column.header = wanted.header
ORDER BY ALL;
