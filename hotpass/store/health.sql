-- name: facts
SELECT count(*), coalesce(max(serial), 0) FROM fact;

-- name: missing
SELECT p.run_id FROM publication AS p
WHERE 'r_' || p.run_id NOT IN (SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database())
ORDER BY p.serial;

-- name: unpublished
SELECT count(*) FROM run WHERE state IN ('interrupted', 'failed', 'cancelled');

-- name: tables
SELECT schema_name, table_name, estimated_size FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary;

-- name: blocks
SELECT count(DISTINCT block_id) FILTER (block_id >= 0) FROM pragma_storage_info({place});
