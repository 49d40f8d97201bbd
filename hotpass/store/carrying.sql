-- name: named
SELECT DISTINCT name FROM source WHERE $1 IN (name, label, file) ORDER BY name;

-- name: sources
SELECT name, (SELECT list(DISTINCT header ORDER BY header) FROM source_column JOIN source AS own USING (source_id) WHERE own.name = source.name),
       sum(records)::BIGINT, bool_or(feed_id IS NOT NULL), arg_max(label, source_id)
FROM source LEFT JOIN earlier_delivery USING (source_id) WHERE records > 0 GROUP BY name ORDER BY name;

-- name: known
SELECT source_id, label, raw_table FROM source WHERE name = ? AND records > 0 ORDER BY source_id;

-- name: key
SELECT key_column FROM source WHERE name = ? AND records > 0 ORDER BY source_id DESC LIMIT 1;

-- name: headers
SELECT header, column_name FROM source_column WHERE source_id = ? ORDER BY position;

-- name: going
CREATE OR REPLACE TEMP TABLE going AS
SELECT record.* FROM record SEMI JOIN (FROM source WHERE name = ?) AS own USING (source_id) ANTI JOIN arrived_record USING (record_id);

-- name: count
SELECT count(*) FROM going WHERE source_id = ?;

-- name: source
SELECT * FROM source WHERE source_id = ?;

-- name: columns
SELECT * FROM source_column WHERE source_id = ? ORDER BY position;

-- name: records
SELECT * FROM going WHERE source_id = ? ORDER BY "row";

-- name: add
INSERT INTO earlier_delivery VALUES (?, ?);

-- name: left_behind
SELECT name, count(*) FROM record JOIN source USING (source_id) SEMI JOIN earlier_delivery USING (source_id)
ANTI JOIN arrived_record USING (record_id)
WHERE list_contains(?, name) GROUP BY name ORDER BY name;
