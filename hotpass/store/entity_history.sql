-- name: published
SELECT run_id FROM publication ORDER BY serial DESC LIMIT ?;

-- name: schemas
SELECT schema_name FROM duckdb_tables() WHERE table_name = 'entity_event' AND database_name = current_database();
