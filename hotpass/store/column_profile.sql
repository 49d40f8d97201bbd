-- name: lengths
SELECT coalesce(min(length(bare)), 0), coalesce(max(length(bare)), 0) FROM seen WHERE bare <> '';

-- name: top
SELECT bare, sum(n)::BIGINT FROM seen WHERE bare <> '' GROUP BY bare ORDER BY 2 DESC, 1 LIMIT 10;

-- name: shapes
SELECT form, sum(n)::BIGINT FROM shaped GROUP BY form ORDER BY 2 DESC, 1 LIMIT 10;

-- name: spread
SELECT sum(n)::BIGINT, min(number), max(number) FROM seen WHERE number IS NOT NULL AND isfinite(number);

-- name: median
-- The first number that half of the cells do not exceed.
SELECT min(number) FROM (
    SELECT number, sum(n) OVER (ORDER BY number) AS below, sum(n) OVER () AS cells
    FROM seen WHERE number IS NOT NULL AND isfinite(number)
)
WHERE 2 * below >= cells;

-- name: steps
SELECT least(9, floor(10 * (number - $least) / ($most - $least)))::INTEGER AS step, sum(n)::BIGINT
FROM seen WHERE number IS NOT NULL AND isfinite(number) GROUP BY step ORDER BY step;
