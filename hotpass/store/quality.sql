-- name: scores
SELECT dimension, sum(passed)::BIGINT, sum(tested)::BIGINT FROM expectation WHERE tested > 0 GROUP BY dimension;

-- name: rules
SELECT expectation_id, title, dimension, severity, tested, failed, coalesce(tolerance.rows, 0)
FROM expectation LEFT JOIN tolerance USING (expectation_id)
ORDER BY failed <= coalesce(tolerance.rows, 0), failed = 0, list_position(['critical', 'error', 'warning'], severity), failed DESC, title;

-- name: failed
SELECT expectation_id, failed FROM expectation;

-- name: failed_in
SELECT expectation_id, count(*) FROM finding JOIN source USING (source_id) WHERE label = ? GROUP BY expectation_id;

-- name: labels
SELECT DISTINCT label FROM source ORDER BY label;

-- name: rows
-- Which rows is settled first, by narrow columns: texts are read of one page only.
SELECT label, sheet_row, coalesce(regexp_replace(letter, '([A-Z]+)', '\1' || sheet_row, 'g'), ''), coalesce(header, ''), original, standard, message,
       suggestion
FROM finding JOIN source USING (source_id)
WHERE finding.rowid IN (
    SELECT rowid FROM finding WHERE expectation_id = $rule
    AND ($label IS NULL OR source_id IN (SELECT source_id FROM source WHERE label = $label))
    ORDER BY source_id, sheet_row, record_id, letter, rowid LIMIT $size OFFSET $start
)
ORDER BY source_id, sheet_row, record_id, letter, finding.rowid;

-- name: unasked
SELECT title, severity, reason FROM unasked ORDER BY ALL;
