-- name: add_source
INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_aside
INSERT INTO set_aside SELECT ?, unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[][]);

-- name: all
SELECT source_id, name, label, raw_table, shape, records, key_column FROM source ORDER BY source_id;

-- name: add_columns
INSERT INTO source_column
SELECT ?, unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), NULL, NULL, NULL, NULL, NULL;

-- name: rename_record
UPDATE record SET record_id = new_id.record_id FROM new_id WHERE record.record_id = new_id.old_id AND source_id = ?;

-- name: rename_raw
UPDATE {raw} SET record_id = new_id.record_id FROM new_id WHERE {raw}.record_id = new_id.old_id;

-- name: totals
SELECT coalesce(sum(rows_seen), 0), coalesce(sum(records), 0), coalesce(sum(rows_aside), 0) FROM source;

-- name: repeated_records
SELECT count(*) - count(DISTINCT record_id) FROM record;

-- name: contents
SELECT record_id, content_hash FROM record;

-- name: deliveries
SELECT name, sum(records)::BIGINT AS records,
       (SELECT list(DISTINCT header) FROM source_column JOIN source AS own USING (source_id) WHERE own.name = source.name) AS headers,
       bool_and(source_id IN (FROM unique_source)) AS alone
FROM source GROUP BY name;
