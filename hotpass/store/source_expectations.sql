-- name: row_counts
SELECT coalesce(feed_id, source_id) AS feed, sum(source.records)::BIGINT, any_value(prior_source.records)
FROM source LEFT JOIN earlier_delivery USING (source_id) JOIN prior_source USING (name)
WHERE prior_source.records > 0 GROUP BY feed ORDER BY feed;

-- name: headers
WITH arrived AS (FROM source ANTI JOIN earlier_delivery USING (source_id)),
wanted AS (
    SELECT source_id, name, unnest($1::VARCHAR[]) AS header FROM arrived
    UNION ALL
    SELECT source_id, name, unnest(headers) FROM arrived JOIN prior_source USING (name) WHERE len($1::VARCHAR[]) = 0
)
SELECT wanted.source_id, wanted.header, source_column.header IS NOT NULL
FROM wanted LEFT JOIN source_column ON source_column.source_id = wanted.source_id AND source_column.header = wanted.header
ORDER BY ALL;
