-- name: spread
WITH spread AS (
    SELECT number AS x, n FROM seen WHERE NOT missing AND number IS NOT NULL
),
many AS (SELECT x FROM spread, range(least(n, 1000)) ORDER BY x)
SELECT count(DISTINCT x), quantile_cont(x, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]),
       count(*) FILTER (x < 0), count(*) FILTER (x > 0), count(*)
FROM many;

-- name: mirrored
SELECT coalesce(sum(n) FILTER (-number >= (
    SELECT quantile_cont(number, 0.05) FROM seen, range(least(n, 1000)) WHERE NOT missing AND number > 0
)), 0)::BIGINT FROM seen WHERE NOT missing AND number < 0;

-- name: add_sentinels
-- Nines, and a negative among numbers that have no other, are typed where there is no number.
INSERT INTO fault
WITH marked AS (
    SELECT text, bare, n, number, starts_with(bare, '-') AND regexp_full_match(bare, '-(?:1|9{1,7})(?:\.0+)?') AS below,
           starts_with(bare, '999') AND regexp_full_match(bare, '9{3,10}(?:\.0+)?') AS above
    FROM seen WHERE NOT missing AND number IS NOT NULL
),
others AS (
    SELECT min(number) FILTER (NOT below) AS least, max(number) FILTER (NOT above) AS most, sum(n) AS cells,
           count(*) FILTER (NOT below AND NOT above) AS different
    FROM marked
)
SELECT 'no_placeholder', $position, text, NULL, NULL, 'The cell says “' || bare || '” in place of a number.'
FROM marked, others
WHERE different >= 5 AND n <= 0.2 * cells AND ((below AND n >= 2 AND least >= 0) OR (above AND n >= 2 AND number > 2 * most));

-- name: outside
SELECT coalesce(sum(n), 0)::BIGINT FROM seen WHERE NOT missing AND ((number < $low AND NOT ($spares_zero AND number = 0)) OR number > $high);

-- name: add_outside
INSERT INTO fault
SELECT 'usual_range', $position, text, NULL, NULL, $reason
FROM seen WHERE NOT missing AND ((number < $low AND NOT ($spares_zero AND number = 0)) OR number > $high);
