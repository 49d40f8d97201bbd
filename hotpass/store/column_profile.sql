-- name: lengths
SELECT coalesce(min(length(bare)), 0), coalesce(max(length(bare)), 0) FROM seen WHERE bare <> '';

-- name: top
SELECT bare, sum(n)::BIGINT FROM seen WHERE bare <> '' GROUP BY bare ORDER BY 2 DESC, 1 LIMIT 10;

-- name: shapes
-- Every run of letters as A or a and every run of digits as 9.
WITH formed AS (
    SELECT n, CASE WHEN strlen(bare) = length(bare)
           THEN regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '[A-Z]+', 'A', 'g'), '[a-z]+', 'a', 'g'), '[0-9]+', '9', 'g')
           ELSE regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '\p{Lu}+', 'A', 'g'),
                '[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]+', 'a', 'g'), '\p{Nd}+', '9', 'g') END AS form
    FROM seen WHERE NOT missing
)
SELECT form, sum(n)::BIGINT FROM formed GROUP BY form ORDER BY 2 DESC, 1 LIMIT 10;

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
