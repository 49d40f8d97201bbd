-- name: forget
DELETE FROM footing;

-- name: lay
INSERT INTO footing VALUES (?, ?);

-- name: known
SELECT count(*) FROM duckdb_tables()
WHERE table_name = 'footing' AND database_name = current_database() AND schema_name = current_schema();

-- name: read
SELECT serial, source_priority FROM footing;
