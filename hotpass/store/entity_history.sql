-- name: published
SELECT run_id FROM publication ORDER BY serial DESC LIMIT ?;

-- name: tables
SELECT schema_name, table_name FROM duckdb_tables()
WHERE table_name IN ('entity_event', 'later_event') AND database_name = current_database();
