-- name: sources
SELECT source_id, name, coalesce(sheet, '') AS sheet, raw_table, coalesce(header_row, 0), key_column
FROM source ANTI JOIN (FROM earlier_delivery WHERE feed_id <> source_id) USING (source_id) WHERE records > 0
QUALIFY count(*) OVER (PARTITION BY name, coalesce(sheet, '')) = 1;

-- name: columns
SELECT header, column_name, field, semantic_type, coalesce(mapped_by, '') = 'steward' FROM source_column
WHERE source_id = ? ORDER BY position;

-- name: add
INSERT INTO renamed_column VALUES (?, ?, ?, ?, ?, ?);

-- name: of_source
-- Runs of an earlier Hotpass kept only those known by their texts.
SELECT header, was, field, semantic_type, coalesce(known_by, 'values') FROM renamed_column WHERE source_id = ?;

-- name: earlier
-- What a steward has mapped since goes by that.
SELECT header, was, source_column.field, source_column.semantic_type
FROM renamed_column JOIN source_column USING (source_id, header)
WHERE source_id = ? AND renamed_column.semantic_type IS NOT NULL AND mapped_by = 'look' ORDER BY position;

-- name: alike
-- Which share of the filled rows of both has a text that the other has too; nothing where either has too few different ones.
-- Where only the first rows of a delivery are here, those alone are asked: what they lack may stand further down.
WITH here AS (SELECT trim({column}) AS value, count(*) AS cells FROM {raw} WHERE trim({column}) <> '' GROUP BY value),
beside AS (SELECT value, coalesce(was_value.cells, 0) AS r, coalesce(here.cells, 0) AS c FROM was_value FULL JOIN here USING (value))
SELECT if(least(count(*) FILTER (r > 0), count(*) FILTER (c > 0)) < $least, 0,
          if($whole, (sum(r) FILTER (c > 0) + sum(c) FILTER (r > 0)) / sum(r + c), sum(c) FILTER (r > 0) / sum(c)))
FROM beside;

-- name: examples
SELECT value FROM (SELECT trim({column}) AS value, count(*) AS here FROM {raw} GROUP BY value) JOIN was_value USING (value)
ORDER BY here DESC, value LIMIT ?;
