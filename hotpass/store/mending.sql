-- name: faults
SELECT expectation.field, field.title, trim(finding.original), count(DISTINCT finding.record_id), min(finding.message),
       max(finding.suggestion)
FROM finding JOIN expectation USING (expectation_id) JOIN field ON field.name = expectation.field
WHERE trim(finding.original) <> ''
GROUP BY expectation.field, field.title, trim(finding.original)
ORDER BY max(finding.suggestion) IS NULL, count(DISTINCT finding.record_id) DESC, expectation.field, trim(finding.original) LIMIT ?;

-- name: places
-- A field may have any name, also that of a column of ours.
SELECT count(*) OVER (), original.record_id, source.label, coalesce(placed.letter || record.sheet_row, 'row ' || record.sheet_row),
       coalesce(original.{name}, '')
FROM original JOIN record ON record.record_id = original.record_id JOIN source ON source.source_id = record.source_id
LEFT JOIN (SELECT source_id, min(letter) AS letter FROM source_column WHERE field = $field GROUP BY source_id) AS placed
       ON placed.source_id = record.source_id
WHERE coalesce(original.{name}, '') IN (SELECT unnest($texts::VARCHAR[]))
ORDER BY record.source_id, record.sheet_row, record.record_id LIMIT $limit;

-- name: spellings
SELECT {name}, count(*) FROM original WHERE {name} IS NOT NULL GROUP BY {name} ORDER BY count(*) DESC, {name} LIMIT ?;

-- name: near
WITH told AS (
    SELECT number, text, length(text) AS size, regexp_replace(text, '[^0-9]', '', 'g') AS figures FROM folded_texts
    WHERE length(text) >= 5
),
keyed AS (SELECT *, unnest(['<' || text[:4], '>' || text[-4:]]) AS block FROM told),
kept AS (SELECT * FROM keyed QUALIFY count(*) OVER (PARTITION BY block) <= ?)
SELECT DISTINCT one.number, other.number FROM kept AS one JOIN kept AS other USING (block)
WHERE one.number < other.number AND abs(one.size - other.size) <= 3 AND one.figures = other.figures
  AND levenshtein(one.text, other.text) <= greatest(1, least(3, least(one.size, other.size) // 8));
