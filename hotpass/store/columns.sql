-- name: of_source
SELECT header, column_name FROM source_column WHERE source_id = ? ORDER BY position;

-- name: named
SELECT position, letter, header, column_name, coalesce(semantic_type, 'text') FROM source_column
WHERE source_id = ? ORDER BY position;

-- name: of_fields
SELECT position, letter, header, column_name, semantic_type, field FROM source_column
WHERE source_id = ? AND field IS NOT NULL ORDER BY position;

-- name: map
UPDATE source_column SET field = ?, semantic_type = ?, confidence = ?, reason = ?, mapped_by = ?
WHERE source_id = ? AND column_name = ?;

-- name: map_as
UPDATE source_column SET field = before.field, semantic_type = before.semantic_type, confidence = before.confidence,
       reason = before.reason, mapped_by = before.mapped_by
FROM {before} AS before WHERE before.source_id = source_column.source_id AND before.position = source_column.position;

-- name: corrections
SELECT header, field FROM correction WHERE shape = ?
QUALIFY row_number() OVER (PARTITION BY header ORDER BY serial DESC) = 1;

-- name: stated_rules
SELECT field, rule FROM stated_rule QUALIFY row_number() OVER (PARTITION BY field ORDER BY serial DESC) = 1;

-- name: suppose_rule
UPDATE field SET survivorship = ? WHERE name = ?;

-- name: add_field
INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: count
SELECT count(*) FROM source_column;

-- name: set_home
INSERT INTO home_country VALUES (?);

-- name: home
SELECT country FROM home_country;

-- name: fields
SELECT position, name, title, semantic_type, matched, survivorship, scheme FROM field ORDER BY position;

-- name: mapped
SELECT field, list(column_name ORDER BY position) FROM source_column
WHERE source_id = ? AND field IS NOT NULL GROUP BY field;
