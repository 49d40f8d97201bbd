-- name: tables
SELECT DISTINCT table_name FROM duckdb_columns() WHERE schema_name = ? AND database_name = current_database();

-- name: columns
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE schema_name = ? AND database_name = current_database() AND NOT internal
ORDER BY table_name, column_index;

-- name: calm
-- A run that was never looked at in this way merged as it did, and goes on so.
INSERT INTO {place} VALUES (false);
