-- name: forms
-- Which shapes a column has, by cells.
SELECT shape, sum(n)::BIGINT AS cells FROM shaped GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 60;

-- name: add_unusual
INSERT INTO fault
WITH placed AS (
    SELECT text, shape, n, sum(n) OVER (PARTITION BY shape) AS cells FROM shaped WHERE NOT list_contains($shapes, shape)
)
SELECT 'usual_pattern', $position, text, NULL, NULL,
       'Its shape “' || left(shape, 40) || '” is rare here; usual is “' || left($usual, 40) || '”.'
FROM placed WHERE cells < $rare AND n < $often;

-- name: add_not_numbers
INSERT INTO fault
WITH odd AS (SELECT text, n, sum(n) OVER (PARTITION BY shape) AS cells FROM shaped WHERE number IS NULL)
SELECT 'one_type', $position, text, NULL, NULL, 'It is not a number, as nearly all cells of this column are.'
FROM odd WHERE cells < $rare AND NOT list_contains($numbers, text);

-- name: not_numbers
SELECT text FROM seen WHERE NOT missing AND number IS NULL ORDER BY n DESC, text LIMIT 5000;

-- name: add_other_units
INSERT INTO fault
SELECT 'one_unit', $position, seen.text, NULL, said.plain, 'The column''s other numbers are written without marks or units.'
FROM seen JOIN (SELECT unnest($texts) AS text, unnest($plains) AS plain) AS said USING (text);

-- name: add_made
-- Spreadsheets make days and powers of ten of codes that look like them.
INSERT INTO fault
WITH made AS (
    SELECT text, n, CASE WHEN length(bare) <= 10 AND contains(bare, 'E+') THEN regexp_full_match(bare, '[0-9](?:\.[0-9]{1,5})?E\+[0-9]{2}')
                WHEN length(bare) BETWEEN 5 AND 6 AND contains(bare, '-')
                THEN regexp_full_match(bare, '(?:[0-9]{1,2}-)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:-[0-9]{2})?') END AS is_made
    FROM seen WHERE NOT missing
)
SELECT 'usual_pattern', $position, text, NULL, NULL, 'A spreadsheet seems to have made a day or a power of ten of it.'
FROM made WHERE is_made AND (SELECT sum(n) FROM made WHERE is_made) <= $most;

-- name: add_other_lengths
-- Numbers given one after the other get longer by one digit; two digits more or less than nearly all have are a slip.
INSERT INTO fault
SELECT 'usual_pattern', $position, text, NULL, NULL, 'It has ' || length(bare) || ' signs; nearly all others have ' || $usual || '.'
FROM seen WHERE NOT missing AND abs(length(bare) - $usual) BETWEEN 2 AND 30 AND regexp_full_match(bare, '[A-Za-z]*[-_/]?[0-9]+')
  AND (SELECT bool_and(regexp_full_match(bare, '[A-Za-z]*[-_/]?[0-9]+'))
       FROM (SELECT bare FROM seen WHERE NOT missing AND length(bare) = $usual LIMIT 200));

-- name: widths
SELECT length(bare), sum(n)::BIGINT FROM seen WHERE NOT missing GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: add_digits_in_words
INSERT INTO fault
SELECT 'usual_pattern', $position, text, NULL, NULL, 'It has digits, which the column''s other values have not.'
FROM seen WHERE NOT missing AND digits AND n < 5;

-- name: add_bare_numbers
INSERT INTO fault
SELECT 'one_type', $position, text, NULL, NULL, 'It is a bare number, which the column''s other values are not.'
FROM seen WHERE NOT missing AND number IS NOT NULL;

-- name: is_padded
SELECT coalesce(sum(n) FILTER (regexp_matches(bare, '^[0-9]{8,}$|(?:^|[^0-9])0[0-9]')) >= 0.02 * sum(n), false)
FROM seen WHERE NOT missing;
