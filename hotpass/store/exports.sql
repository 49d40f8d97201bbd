-- name: members
SELECT source.label AS source, "row", entity_id AS entity, record_id AS record
FROM member JOIN record USING (record_id) JOIN source USING (source_id) ORDER BY source.source_id, "row", record_id;

-- name: pairs
FROM pair ORDER BY left_id, right_id;

-- name: findings
SELECT expectation.field, expectation.kind AS expectation, dimension, severity, source.label AS source, finding.sheet_row,
       finding.letter AS "column", finding.header, finding.original, finding.standard, finding.message,
       finding.suggestion, finding.record_id AS record
FROM finding JOIN expectation USING (expectation_id) JOIN source USING (source_id)
ORDER BY source.source_id, finding.sheet_row, finding.expectation_id, finding.record_id;

-- name: fields
SELECT name FROM field ORDER BY position;

-- name: extras
SELECT source.raw_table, source.source_id, column_name, coalesce(nullif(trim(header), ''), 'column ' || letter) AS header
FROM source_column JOIN source USING (source_id) WHERE field IS NULL ORDER BY source_id, position;
