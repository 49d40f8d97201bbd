-- name: column
SELECT column_name FROM source_column WHERE source_id = ? AND header = ?;

-- name: count
SELECT count(*) FROM master_entity;

-- name: sources
SELECT DISTINCT source_id FROM record SEMI JOIN master_entity USING (record_id) ORDER BY source_id;

-- name: linked
WITH listed AS (SELECT DISTINCT member.entity_id FROM member SEMI JOIN master_entity USING (record_id)),
joined AS (SELECT DISTINCT listed.entity_id FROM listed JOIN member USING (entity_id) ANTI JOIN master_entity USING (record_id))
SELECT (SELECT count(*) FROM listed), (SELECT count(*) FROM joined),
       (SELECT count(*) FROM entity ANTI JOIN listed USING (entity_id));

-- name: place
SELECT source.label || ', row ' || record.sheet_row FROM master_entity
JOIN record USING (record_id) JOIN source USING (source_id) WHERE entity_id = ?;
