-- name: forms
-- What a value looks like: its capitals, whether it has digits or other signs, and how long it is.
CREATE OR REPLACE TEMP TABLE form AS
SELECT text, bare, n, length(bare) AS width, contains(bare, ' ') AS is_phrase,
       CASE WHEN bare = folded THEN 'small' WHEN bare = upper(bare) THEN 'capitals' ELSE 'mixed' END AS style,
       regexp_replace(bare, '[\p{L}\p{Nd} ]', '', 'g') AS signs, digits
FROM seen WHERE NOT missing;

-- name: counts
SELECT sum(n)::BIGINT FROM form GROUP BY bare ORDER BY 1 DESC;

-- name: add_strangers
-- A word in other capitals than any of the list, with digits or signs that none has, or of another length than all have.
INSERT INTO fault
WITH every AS (SELECT *, sum(n) OVER (PARTITION BY bare) AS cells FROM form),
own AS (
    SELECT list(DISTINCT style) AS styles, bool_or(digits) AS digits, string_agg(signs, '') AS signs, min(width) AS shortest,
           max(width) AS longest, bool_or(is_phrase) AS phrases
    FROM every WHERE cells >= $least
)
SELECT 'usual_pattern', $position, text, NULL, NULL, 'It looks like none of the few values that nearly all of this column draw on.'
FROM every, own
WHERE cells < $least AND NOT starts_with(lower(bare), 'other')
  AND (NOT list_contains(styles, style) OR (every.digits AND NOT own.digits)
       OR (every.signs <> '' AND NOT contains(own.signs, left(every.signs, 1)))
       OR (shortest = longest AND width <> shortest AND NOT phrases) OR width * 2 < shortest OR width > 2 * longest);
