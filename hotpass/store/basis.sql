-- name: files
SELECT DISTINCT file, sha256 FROM source ANTI JOIN earlier_delivery USING (source_id);

-- name: lay
INSERT INTO basis VALUES (?, ?, ?);

-- name: known
SELECT count(*) FROM duckdb_tables()
WHERE table_name = 'basis' AND database_name = current_database() AND schema_name = current_schema();

-- name: read
SELECT asked, files, serial FROM basis;

-- name: heeded_later
SELECT count(*) FROM fact AS later
LEFT JOIN fact AS target ON later.kind = 'withdrawal' AND target.fact_id = later.body::JSON->>'target'
WHERE later.serial > ? AND NOT list_contains(?, coalesce(target.kind, later.kind));
