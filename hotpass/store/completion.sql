-- name: tables
SELECT schema_name, list(name) FROM (
    SELECT schema_name, table_name AS name FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = current_database()
) GROUP BY schema_name;

-- name: columns
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE schema_name = ? AND database_name = current_database() AND NOT internal
ORDER BY table_name, column_index;

-- name: calm
-- A run that was never looked at in this way merged as it did, and goes on so.
INSERT INTO {place} VALUES (false);
