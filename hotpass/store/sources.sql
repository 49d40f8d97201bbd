-- name: add_source
INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_aside
INSERT INTO set_aside SELECT ?, unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[][]);

-- name: glance
INSERT INTO likeness SELECT ?, "row", sheet_row, likeness, key, anchored FROM ({glance});

-- name: all
SELECT source_id, name, label, raw_table, shape, records, key_column, coalesce(feed_id, source_id)
FROM source LEFT JOIN earlier_delivery USING (source_id) ORDER BY source_id;

-- name: add_columns
INSERT INTO source_column
SELECT ?, unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), NULL, NULL, NULL, NULL, NULL;

-- name: rename_record
UPDATE record SET record_id = new_id.record_id FROM new_id WHERE record.record_id = new_id.old_id AND source_id = ?;

-- name: rename_raw
UPDATE {raw} SET record_id = new_id.record_id FROM new_id WHERE {raw}.record_id = new_id.old_id;

-- name: anchored
UPDATE likeness SET anchored = true FROM record SEMI JOIN new_id USING (record_id)
WHERE record.source_id = ? AND likeness.source_id = record.source_id AND likeness."row" = record."row";

-- name: totals
SELECT coalesce(sum(rows_seen), 0), coalesce(sum(records), 0), coalesce(sum(rows_aside), 0) FROM source;

-- name: repeated_records
SELECT count(*) - count(DISTINCT record_id) FROM record;

-- name: contents
SELECT record_id, content_hash FROM record;

-- name: deliveries
SELECT name, sum(records)::BIGINT AS records,
       (SELECT list(DISTINCT header) FROM source_column JOIN source AS own USING (source_id) WHERE own.name = source.name) AS headers,
       bool_and(source_id IN (FROM unique_source)) FILTER (source_id NOT IN (SELECT source_id FROM earlier_delivery WHERE feed_id <> source_id)) AS alone
FROM source GROUP BY name;

-- name: set_key
UPDATE source SET key_column = ? WHERE source_id = ?;

-- name: renumber
UPDATE source SET source_id = stands FROM moved WHERE source_id = was AND was <> stands;
UPDATE source_column SET source_id = stands FROM moved WHERE source_id = was AND was <> stands;
UPDATE set_aside SET source_id = stands FROM moved WHERE source_id = was AND was <> stands;
UPDATE record SET source_id = stands FROM moved WHERE source_id = was AND was <> stands;

-- name: source_goes_on
-- Of the file only the rows that go on count; what was set aside and told of it, its own run said.
INSERT INTO source BY NAME
SELECT * REPLACE ($source_id AS source_id, $label AS label, $raw_table AS raw_table, $records AS rows_seen,
                  $records AS records, 0 AS rows_aside, []::VARCHAR[] AS notes)
FROM going_source;

-- name: columns_go_on
INSERT INTO source_column BY NAME SELECT ? AS source_id, position, letter, header, column_name FROM going_column;

-- name: records_go_on
INSERT INTO record BY NAME SELECT * REPLACE (?::INTEGER AS source_id) FROM going_record;
