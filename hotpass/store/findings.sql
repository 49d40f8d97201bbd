-- name: clear
DELETE FROM expectation; DELETE FROM tolerance; DELETE FROM unasked;

-- name: forget
DELETE FROM finding; DELETE FROM quality;
CREATE OR REPLACE TEMP TABLE doubtful (
    field VARCHAR, record_id VARCHAR, source_id INTEGER, reason VARCHAR,
    idle BOOLEAN,  -- it lacks a value, or says so in words; it does not hold a wrong one
    untold BOOLEAN -- nobody can tell whether the value is right
);

-- name: cells
CREATE OR REPLACE TEMP TABLE cell AS
SELECT source_id, field, string_agg(letter, ', ' ORDER BY position) AS letter,
       string_agg(header, ', ' ORDER BY position) AS header
FROM source_column WHERE field IS NOT NULL GROUP BY source_id, field;

-- name: undoubt
DELETE FROM doubtful WHERE field = ?;

-- name: doubt
INSERT INTO doubtful
SELECT $field, original.record_id, original.source_id, known.reason, known.idle, known.untold FROM original JOIN (
    SELECT original AS text, reason, coalesce(reason IN ($empty, $nothing), false) AS idle,
           coalesce(list_contains($untold, reason), false) AS untold
    FROM standard_value WHERE field = $field AND NOT valid
) AS known ON known.text = original.{name};

-- name: weigh
INSERT INTO quality
SELECT field, source_id, records, filled, coalesce(idle, 0), filled - coalesce(doubted, 0)
FROM (
    SELECT source_id, count(*) AS records, unnest([{names}]) AS field, unnest([{filled}]) AS filled
    FROM original GROUP BY source_id
)
LEFT JOIN (
    SELECT field, source_id, count(*) AS doubted, count(*) FILTER (idle OR untold) AS idle FROM doubtful GROUP BY field, source_id
) USING (field, source_id);

-- name: records
SELECT coalesce(sum(records), 0) FROM quality SEMI JOIN cell USING (source_id, field) WHERE field = $field;

-- name: said
SELECT coalesce(sum(filled - idle), 0) FROM quality SEMI JOIN cell USING (source_id, field) WHERE field = $field;

-- name: missing
SELECT record_id, $empty AS message, NULL AS suggestion FROM {original} WHERE {name} IS NULL
UNION ALL
SELECT record_id, reason, NULL FROM doubtful WHERE field = $field AND idle

-- name: invalid
SELECT record_id, coalesce(reason, 'The value is not valid.') AS message, NULL AS suggestion FROM doubtful WHERE field = $field AND NOT idle AND NOT untold

-- name: repeated
SELECT coalesce(sum(uses) FILTER (uses > 1), 0), coalesce(sum(uses), 0)
FROM (SELECT count(*) AS uses FROM standard WHERE {name} IS NOT NULL GROUP BY source_id, {name});

-- name: untold
SELECT any_value(reason) FROM doubtful WHERE field = $field AND untold HAVING count(*) > 0;

-- name: add_findings
INSERT INTO finding
SELECT $expectation, failing.record_id, record.source_id, record.sheet_row, cell.letter, cell.header, original.{name}, standard.{name},
       failing.message, failing.suggestion
FROM ({failing}) AS failing JOIN {record} AS record ON record.record_id = failing.record_id
JOIN (FROM cell WHERE field = $field) AS cell ON cell.source_id = record.source_id
JOIN {original} AS original ON original.record_id = failing.record_id
JOIN {standard} AS standard ON standard.record_id = failing.record_id;

-- name: add_inspected
INSERT INTO finding
SELECT $expectation, raw.record_id, $source, settled.sheet_row, $letter, $header, settled.value, standard.{name},
       settled.reason, coalesce(settled.suggestion, settled.known)
FROM settled JOIN {raw} AS raw ON raw."row" = settled."row" JOIN standard ON standard.record_id = raw.record_id
ANTI JOIN mended ON mended.record_id = raw.record_id AND mended.field = $field
WHERE settled.kind = $kind AND settled.position = $position;

-- name: add
INSERT INTO expectation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: tolerate
INSERT INTO tolerance VALUES (?, ?);

-- name: leave_out
INSERT INTO unasked VALUES (?, ?, ?);

-- name: left_out
SELECT title, severity, reason FROM unasked ORDER BY ALL;

-- name: try_pattern
SELECT regexp_full_match('', ?);

-- name: add_records
INSERT INTO finding
SELECT $expectation, record_id, source_id, sheet_row, NULL, 'the whole row', NULL, NULL, message, NULL
FROM (SELECT unnest($records::VARCHAR[]) AS record_id, unnest($messages::VARCHAR[]) AS message) JOIN record USING (record_id);

-- name: add_source
INSERT INTO finding
SELECT $1, NULL, source_id, coalesce(header_row, 1), NULL, $2, NULL, NULL, $3, NULL FROM source WHERE source_id = $4;

-- name: failing
SELECT count(*), count(DISTINCT record_id) FROM finding;

-- name: fill_again
DELETE FROM quality;
INSERT INTO quality BY NAME FROM quality_now;

-- name: leave
DELETE FROM finding WHERE NOT list_contains(?, expectation_id)
OR record_id IN (SELECT record_id FROM change WHERE fate <> 'moved');

-- name: move
UPDATE finding SET sheet_row = change.sheet_row FROM change WHERE change.record_id = finding.record_id AND fate = 'moved';

-- name: failed
SELECT expectation_id, count(*) FROM finding GROUP BY expectation_id;
