-- name: base_of
SELECT base_schema FROM layer WHERE schema_name = ? AND table_name = ?;

-- name: enter
INSERT INTO layer VALUES (?, ?, ?);

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
