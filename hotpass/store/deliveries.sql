-- name: of_run
SELECT DISTINCT sha256, file FROM source ORDER BY file;
