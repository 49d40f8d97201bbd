-- name: sources
SELECT source_id, name, coalesce(sheet, '') AS sheet, raw_table FROM source ANTI JOIN earlier_delivery USING (source_id)
WHERE records > 0
QUALIFY count(*) OVER (PARTITION BY name, coalesce(sheet, '')) = 1;

-- name: columns
SELECT header, column_name, field, semantic_type, coalesce(mapped_by, '') = 'steward' FROM source_column
WHERE source_id = ? ORDER BY position;

-- name: add
INSERT INTO renamed_column VALUES (?, ?, ?, ?, ?);

-- name: of_source
SELECT header, was, field, semantic_type FROM renamed_column WHERE source_id = ?;

-- name: alike
-- Which share of the filled rows of both has a text that the other has too; nothing where either has too few different ones.
WITH here AS (SELECT trim({column}) AS value, count(*) AS cells FROM {raw} WHERE trim({column}) <> '' GROUP BY value),
beside AS (SELECT value, coalesce(was_value.cells, 0) AS r, coalesce(here.cells, 0) AS c FROM was_value FULL JOIN here USING (value))
SELECT if(least(count(*) FILTER (r > 0), count(*) FILTER (c > 0)) < $least, 0,
          (sum(r) FILTER (c > 0) + sum(c) FILTER (r > 0)) / sum(r + c)) FROM beside;
