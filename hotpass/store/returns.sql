-- name: any
SELECT count(*) FROM fact WHERE kind = 'return';

-- name: standing
-- One counts until another run is published.
SELECT fact_id, body::JSON->>'run_id', made_by, made_on, coalesce(body::JSON->>'note', '')
FROM fact WHERE kind = 'return' AND TRY_CAST(body::JSON->>'after' AS BIGINT) = ?
AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
ORDER BY serial DESC LIMIT 1;

-- name: turns
-- What changed which run is shown since the last was published: returns, and those taken back.
SELECT greatest(chosen.serial, coalesce(max(gone.serial), 0)), chosen.body::JSON->>'run_id', chosen.body::JSON->>'left'
FROM fact AS chosen LEFT JOIN fact AS gone ON gone.kind = 'withdrawal' AND gone.body::JSON->>'target' = chosen.fact_id
WHERE chosen.kind = 'return' AND TRY_CAST(chosen.body::JSON->>'after' AS BIGINT) = ?
GROUP BY chosen.serial, chosen.body;

-- name: has_mark
SELECT count(*) FROM duckdb_tables()
WHERE table_name = 'settled' AND database_name = current_database() AND schema_name = current_schema();

-- name: marked
SELECT coalesce(max(serial), 0) FROM settled;

-- name: mark
CREATE TABLE IF NOT EXISTS settled (serial BIGINT);
INSERT INTO settled VALUES (?);
