-- name: totals
SELECT (SELECT count(DISTINCT file) FROM source), (SELECT coalesce(sum(rows_seen), 0)::BIGINT FROM source),
       (SELECT count(*) FROM record), (SELECT count(*) FROM set_aside), (SELECT count(*) FROM entity),
       (SELECT count(*) FROM entity WHERE records > 1), (SELECT count(*) FROM pair), (SELECT count(*) FROM question),
       (SELECT count(*) FROM finding), (SELECT count(*) FROM stretched);

-- name: sources
WITH held AS (SELECT source_id, count(*) AS records FROM record GROUP BY source_id),
company AS (
    SELECT source_id, count(*) AS merged
    FROM entity JOIN member USING (entity_id) JOIN record USING (record_id) WHERE entity.records > 1 GROUP BY source_id
)
SELECT label, file, sheet, sha256, rows_seen, rows_aside, coalesce(held.records - coalesce(merged, 0), 0), coalesce(merged, 0)
FROM source LEFT JOIN held USING (source_id) LEFT JOIN company USING (source_id) ORDER BY source_id;

-- name: one_source
SELECT label, file, sheet, sha256, rows_seen, rows_aside,
       (SELECT count(*) FROM entity WHERE records = 1), (SELECT coalesce(sum(records), 0)::BIGINT FROM entity WHERE records > 1)
FROM source;

-- name: source_count
SELECT count(*) FROM source;

-- name: quality
-- One cell for each field of each source that has a column for it.
SELECT label, field.name, title, quality.records, filled, valid
FROM quality JOIN field ON field.name = quality.field JOIN source USING (source_id)
SEMI JOIN source_column ON source_column.source_id = quality.source_id AND source_column.field = quality.field
ORDER BY field.position, source_id;

-- name: expectations
SELECT title, severity, tested, failed FROM expectation WHERE failed > 0
ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'error' THEN 1 ELSE 2 END, failed DESC, title LIMIT 8;

-- name: reasons
SELECT reason, count(*) FROM set_aside GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 8;

-- name: forget
DELETE FROM overview;

-- name: save
INSERT INTO overview VALUES (?);

-- name: read
SELECT document FROM overview;
