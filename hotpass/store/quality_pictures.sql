-- name: by_source
WITH failing AS (
    SELECT finding.source_id, dimension, count(DISTINCT record_id) AS failing
    FROM finding JOIN expectation USING (expectation_id) GROUP BY ALL
),
asked AS (SELECT DISTINCT dimension FROM expectation WHERE tested > 0)
SELECT label, asked.dimension, records, records - coalesce(failing, 0)
FROM source CROSS JOIN asked LEFT JOIN failing ON failing.source_id = source.source_id AND failing.dimension = asked.dimension
WHERE records > 0 ORDER BY source.source_id, asked.dimension;

-- name: gaps
SELECT list_filter([{places}], lambda place: place IS NOT NULL) AS empty, count(*)
FROM original GROUP BY empty ORDER BY 2 DESC, 1 LIMIT 12;

-- name: repeats
WITH held AS (
    SELECT entity_id, source_id, count(*) AS n FROM member JOIN record USING (record_id) GROUP BY ALL
),
beside AS (SELECT *, sum(n) OVER (PARTITION BY entity_id) AS every FROM held)
SELECT label, coalesce(sum(n) FILTER (every = 1), 0)::BIGINT, coalesce(sum(n) FILTER (n > 1), 0)::BIGINT,
       coalesce(sum(n) FILTER (n = 1 AND every > 1), 0)::BIGINT
FROM beside JOIN source USING (source_id) GROUP BY source_id, label ORDER BY source_id;
