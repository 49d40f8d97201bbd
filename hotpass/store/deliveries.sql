-- name: of_run
SELECT DISTINCT sha256, file FROM source ANTI JOIN earlier_delivery USING (source_id) ORDER BY file;
