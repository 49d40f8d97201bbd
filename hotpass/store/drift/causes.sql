-- name: contents
SELECT name, list(file ORDER BY file), list(sha256 ORDER BY sha256) FROM {schema}.source GROUP BY name ORDER BY name;

-- name: remapped
SELECT DISTINCT now_source.name, now.header, before.field, now.field
FROM {reference}.source_column AS before
JOIN {reference}.source AS before_source ON before_source.source_id = before.source_id
JOIN {current}.source AS now_source ON now_source.name = before_source.name
JOIN {current}.source_column AS now ON now.source_id = now_source.source_id AND now.header = before.header
WHERE now.field IS DISTINCT FROM before.field
ORDER BY ALL;

-- name: weighing
-- By its figures: the same model may be written in two ways.
SELECT name, level, round(m, 9), round(u, 9) FROM {schema}.comparison ORDER BY ALL;

-- name: decisions
SELECT count(*), count(DISTINCT made_by) FROM fact WHERE serial > ? AND serial <= ?;
