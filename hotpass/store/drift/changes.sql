-- name: sources
SELECT coalesce(feed_id, source_id), name, label, raw_table, source_id, records
FROM {schema}.source LEFT JOIN {schema}.earlier_delivery USING (source_id) ORDER BY source_id;

-- name: headers
SELECT header, column_name FROM {schema}.source_column WHERE source_id = ? ORDER BY position;

-- name: records
SELECT count(*) FILTER (before.content_hash = now.content_hash), count(*) FILTER (before.content_hash <> now.content_hash),
       count(*) FILTER (before.record_id IS NULL), count(*) FILTER (now.record_id IS NULL)
FROM (FROM {reference}.record WHERE list_contains($before, source_id)) AS before
FULL JOIN (FROM {current}.record WHERE list_contains($now, source_id)) AS now USING (record_id);

-- name: entities
WITH fate AS (
    SELECT DISTINCT before.entity_id AS old_id, now.entity_id AS new_id
    FROM {reference}.member AS before JOIN {current}.member AS now USING (record_id)
)
SELECT (SELECT count(*) FROM {current}.entity ANTI JOIN {reference}.entity USING (entity_id)),
       (SELECT count(*) FROM {reference}.entity ANTI JOIN {current}.entity USING (entity_id)),
       (SELECT count(*) - count(DISTINCT new_id) FROM fate),
       (SELECT count(*) FROM (SELECT old_id FROM fate GROUP BY old_id HAVING count(*) > 1));

-- name: matching
SELECT count(*), coalesce(avg(records), 0), coalesce(max(records), 0), coalesce(sum(records) FILTER (records > 1), 0)::BIGINT,
       coalesce(sum(records), 0)::BIGINT,
       (SELECT count(DISTINCT record_id) FROM (SELECT unnest([left_id, right_id]) AS record_id FROM {schema}.held_link WHERE waits))
FROM {schema}.entity;

-- name: sizes
SELECT size, sum(r)::BIGINT, sum(c)::BIGINT FROM (
    SELECT least(records, 6) AS size, count(*) AS r, 0 AS c FROM {reference}.entity GROUP BY size
    UNION ALL SELECT least(records, 6), 0, count(*) FROM {current}.entity GROUP BY 1
) GROUP BY size ORDER BY size;

-- name: weights
SELECT step, sum(r)::BIGINT, sum(c)::BIGINT FROM (
    SELECT greatest(-2, least(12, floor(match_weight / 4)))::INTEGER AS step, count(*) AS r, 0 AS c FROM {reference}.pair GROUP BY step
    UNION ALL SELECT greatest(-2, least(12, floor(match_weight / 4)))::INTEGER, 0, count(*) FROM {current}.pair GROUP BY 1
) GROUP BY step ORDER BY step;

-- name: golden
SELECT column_name FROM duckdb_columns()
WHERE table_name = 'golden' AND database_name = current_database() AND schema_name = ? AND column_name <> 'entity_id'
ORDER BY column_index;
