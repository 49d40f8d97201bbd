-- name: sources
SELECT label, source_id, key_column, raw_table FROM source ORDER BY source_id;

-- name: by_row
CREATE OR REPLACE TEMP TABLE told AS
SELECT truth.source, truth.place, truth.entity, record.record_id
FROM truth
LEFT JOIN source ON source.label = truth.source
LEFT JOIN record ON record.source_id = source.source_id AND record."row" = truth.place;

-- name: unknown_source
SELECT source FROM told WHERE source NOT IN (SELECT label FROM source) ORDER BY source LIMIT 1;

-- name: unknown_row
SELECT source, place, count(*) OVER () FROM told WHERE record_id IS NULL ORDER BY source, place LIMIT 1;

-- name: twice
SELECT count(*) FROM (SELECT record_id FROM told GROUP BY record_id HAVING count(DISTINCT entity) > 1);

-- name: true_entities
SELECT record_id, entity FROM told;

-- name: sizes
CREATE OR REPLACE TEMP TABLE meeting AS
SELECT member.entity_id AS cluster, told.entity AS truth, count(DISTINCT told.record_id) AS size
FROM told JOIN member USING (record_id) GROUP BY cluster, truth;

-- name: pairs
SELECT
    (SELECT coalesce(sum(size * (size - 1) // 2), 0) FROM meeting),
    (SELECT coalesce(sum(size * (size - 1) // 2), 0) FROM (SELECT sum(size) AS size FROM meeting GROUP BY cluster)),
    (SELECT coalesce(sum(size * (size - 1) // 2), 0) FROM (SELECT sum(size) AS size FROM meeting GROUP BY truth));

-- name: b_cubed
SELECT coalesce(sum(size * size / found) / sum(size), 1), coalesce(sum(size * size / wanted) / sum(size), 1)
FROM (SELECT size::DOUBLE AS size, sum(size) OVER (PARTITION BY cluster) AS found,
             sum(size) OVER (PARTITION BY truth) AS wanted
      FROM meeting);

-- name: clusters
SELECT (SELECT count(*) FROM (SELECT size, sum(size) OVER (PARTITION BY cluster) AS found,
                                     sum(size) OVER (PARTITION BY truth) AS wanted FROM meeting)
        WHERE size = found AND size = wanted),
       count(DISTINCT cluster), count(DISTINCT truth), coalesce(sum(size), 0) FROM meeting;

-- name: weights
SELECT match_weight, one.entity = other.entity AS same
FROM pair
JOIN (SELECT DISTINCT record_id, entity FROM told) AS one ON one.record_id = left_id
JOIN (SELECT DISTINCT record_id, entity FROM told) AS other ON other.record_id = right_id;

-- name: keyed
SELECT source.source_id, source.raw_table, source_column.column_name
FROM source JOIN source_column ON source_column.source_id = source.source_id AND source_column.header = source.key_column
QUALIFY row_number() OVER (PARTITION BY source.source_id ORDER BY source_column.position) = 1
ORDER BY source.source_id;

-- name: unknown_key
SELECT count(*) FROM told WHERE record_id IS NULL HAVING count(*) > 0;
