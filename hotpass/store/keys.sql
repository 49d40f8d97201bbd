-- name: laid
SELECT count(*) FROM duckdb_indexes()
WHERE schema_name = ? AND database_name = current_database() AND index_name = 'key_of_standard';

-- name: size
SELECT coalesce(sum(records), 0) FROM source;

-- name: raw
SELECT raw_table FROM source SEMI JOIN duckdb_columns() AS here
ON here.table_name = raw_table AND here.schema_name = current_schema() AND here.database_name = current_database();

-- name: here
SELECT current_schema();

-- name: is_laid
SELECT count(*) FROM duckdb_indexes() WHERE schema_name = ? AND database_name = current_database() AND index_name = ?;

-- name: lay
CREATE INDEX {name} ON {place} ({column});
