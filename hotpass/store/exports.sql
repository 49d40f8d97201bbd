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

-- name: mends
SELECT source.label AS source, record.sheet_row, letter AS "column", header, mended.field, mended.original, mended.value,
       made_by AS "by", strftime(made_on AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS "on", note, mended.record_id AS record
FROM mended JOIN record USING (record_id) JOIN source USING (source_id)
LEFT JOIN (SELECT source_id, field, string_agg(letter, ', ' ORDER BY position) AS letter,
                  string_agg(header, ', ' ORDER BY position) AS header
           FROM source_column WHERE field IS NOT NULL GROUP BY source_id, field) AS placed
       ON placed.source_id = record.source_id AND placed.field = mended.field
ORDER BY source.source_id, record.sheet_row, mended.field, mended.record_id;

-- name: places
SELECT entity_id AS entity, latitude, longitude, precision, confidence, place FROM entity_location ORDER BY entity_id;

-- name: fields
SELECT name FROM field ORDER BY position;

-- name: extras
SELECT source.raw_table, source.source_id, column_name, coalesce(nullif(trim(header), ''), 'column ' || letter) AS header
FROM source_column JOIN source USING (source_id) WHERE field IS NULL ORDER BY source_id, position;
