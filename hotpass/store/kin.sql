-- name: is_known
SELECT count(*) > 0 FROM duckdb_tables()
WHERE table_name = 'kin' AND database_name = current_database() AND schema_name = current_schema();

-- name: numbered
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT record_id, (row_number() OVER () - 1)::INTEGER AS number FROM (SELECT DISTINCT record_id FROM record);

-- name: count
SELECT count(*) FROM numbered;

-- name: ties
SELECT one.number AS one, other.number AS other FROM (
    SELECT left_id, right_id FROM pair WHERE match_weight >= (SELECT min(auto_match_weight) FROM model)
    UNION ALL
    SELECT min(record_id) OVER (PARTITION BY entity_id), record_id FROM base_member SEMI JOIN record USING (record_id)
    UNION ALL
    SELECT min(record_id) OVER (PARTITION BY entity_id), record_id FROM base_retired SEMI JOIN record USING (record_id)
) JOIN numbered AS one ON one.record_id = left_id JOIN numbered AS other ON other.record_id = right_id;

-- name: keep
CREATE TABLE kin AS SELECT record_id, labelled.kin FROM numbered JOIN labelled USING (number);

-- name: forget
DROP TABLE IF EXISTS kin;
