-- name: of_run
SELECT DISTINCT sha256, file FROM source ANTI JOIN earlier_delivery USING (source_id) ORDER BY file;

-- name: of_ground
SELECT kind = 'csv' AND encoding = 'utf-8' AND rows_aside = 0, source_id, file, sha256, header_row, delimiter, records, notes
FROM ground.main.source ORDER BY source_id;

-- name: columns
SELECT position, letter, header, column_name FROM ground.main.source_column WHERE source_id = ? ORDER BY position;
