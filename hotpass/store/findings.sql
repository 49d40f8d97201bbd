-- name: clear
DELETE FROM expectation; DELETE FROM finding;

-- name: cells
CREATE OR REPLACE TEMP TABLE cell AS
SELECT source_id, field, string_agg(letter, ', ' ORDER BY position) AS letter,
       string_agg(header, ', ' ORDER BY position) AS header
FROM source_column WHERE field IS NOT NULL GROUP BY source_id, field;

-- name: tested
SELECT count(*), count(*) FILTER (WHERE fails) FROM tested;

-- name: add_findings
INSERT INTO finding
SELECT ?, record_id, source_id, sheet_row, letter, header, original, standard, message FROM tested
WHERE fails ORDER BY source_id, sheet_row, record_id;

-- name: add
INSERT INTO expectation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: failing
SELECT count(*), count(DISTINCT record_id) FROM finding;
