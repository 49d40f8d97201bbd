-- name: bases_of
SELECT table_name, base_schema FROM layer WHERE schema_name = ? ORDER BY ALL;

-- name: enter
INSERT INTO layer SELECT $schema, unnest($tables::VARCHAR[]), unnest($bases::VARCHAR[]);

-- name: leave
DELETE FROM layer WHERE schema_name = ? AND table_name = ?;

-- name: leave_all
DELETE FROM layer WHERE schema_name = ?;

-- name: leaning
SELECT schema_name, table_name FROM layer WHERE base_schema = ? ORDER BY ALL;

-- name: bases
SELECT DISTINCT base_schema FROM layer;

-- name: layered
SELECT table_name FROM layer WHERE schema_name = current_schema();
