-- name: spread
WITH spread AS (
    SELECT number AS x, n FROM seen WHERE NOT missing AND number IS NOT NULL
),
many AS (SELECT x FROM spread, range(least(n, 1000)) ORDER BY x)
SELECT count(DISTINCT x), quantile_cont(x, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]),
       count(*) FILTER (x < 0), count(*) FILTER (x > 0), count(*), max(x) FILTER (x < 0)
FROM many;

-- name: outside
SELECT coalesce(sum(n), 0)::BIGINT FROM seen WHERE NOT missing AND (number < $low OR number > $high);

-- name: add_outside
INSERT INTO fault
SELECT 'usual_range', $position, text, NULL, NULL, $reason
FROM seen WHERE NOT missing AND (number < $low OR number > $high);
