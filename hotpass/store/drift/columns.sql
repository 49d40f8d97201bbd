-- name: met
CREATE OR REPLACE TEMP TABLE met AS
SELECT value, coalesce(r, 0) AS r, coalesce(c, 0) AS c
FROM (SELECT trim({before}) AS value, count(*) AS r FROM {reference} WHERE trim({before}) <> '' GROUP BY value)
FULL JOIN (SELECT trim({now}) AS value, count(*) AS c FROM {current} WHERE trim({now}) <> '' GROUP BY value) USING (value);

-- name: figures
SELECT coalesce(sum(r), 0)::BIGINT, coalesce(sum(c), 0)::BIGINT, count(*) FILTER (r > 0), count(*) FILTER (c > 0),
       coalesce(sum(r) FILTER (isfinite(TRY_CAST(value AS DOUBLE))), 0)::BIGINT,
       coalesce(sum(c) FILTER (isfinite(TRY_CAST(value AS DOUBLE))), 0)::BIGINT,
       coalesce(sum(r) FILTER (TRY_CAST(value AS DATE) IS NOT NULL), 0)::BIGINT,
       coalesce(sum(c) FILTER (TRY_CAST(value AS DATE) IS NOT NULL), 0)::BIGINT,
       coalesce(sum(c) FILTER (r = 0), 0)::BIGINT,
       coalesce(sum(r) FILTER (c = 0), 0)::BIGINT
FROM met;

-- name: commonest
SELECT value, r, c FROM {counted} ORDER BY r + c DESC, value LIMIT $most;

-- name: rest
SELECT coalesce(sum(r), 0)::BIGINT, coalesce(sum(c), 0)::BIGINT
FROM (SELECT r, c FROM {counted} ORDER BY r + c DESC, value OFFSET $most);

-- name: mask
-- Letters as A or a, digits as 9, a run of one kind once.
regexp_replace(regexp_replace(regexp_replace(regexp_replace(value, '\p{Lu}+', 'A', 'g'), '\p{Ll}+', 'a', 'g'), '[0-9]+', '9', 'g'), '\s+', ' ', 'g')

-- name: shapes
CREATE OR REPLACE TEMP TABLE shaped AS
SELECT {mask} AS value, sum(r)::BIGINT AS r, sum(c)::BIGINT AS c
FROM met GROUP BY ALL;

-- name: number
CREATE OR REPLACE TEMP TABLE counted AS
SELECT x, sum(r) AS r, sum(c) AS c FROM (SELECT {reading} AS x, r, c FROM met) WHERE isfinite(x) GROUP BY x;

-- name: steps
WITH running AS (SELECT x, sum(r) OVER (ORDER BY x) AS upto, sum(r) OVER () AS rows FROM counted)
SELECT DISTINCT min(x) FROM running, (SELECT unnest(range(1, 10)) / 10.0 AS share) WHERE upto >= share * rows AND rows > 0
GROUP BY share ORDER BY 1;

-- name: in_steps
SELECT len(list_filter($edges::DOUBLE[], lambda edge: edge < x)) AS step, sum(r)::BIGINT, sum(c)::BIGINT
FROM counted GROUP BY step ORDER BY step;

-- name: distance
WITH running AS (
    SELECT x, sum(r) OVER (ORDER BY x) / sum(r) OVER () AS before, sum(c) OVER (ORDER BY x) / sum(c) OVER () AS now,
           lead(x) OVER (ORDER BY x) AS beyond
    FROM counted
),
spread AS (
    SELECT sqrt(greatest(0, sum(r * x * x) / sum(r) - (sum(r * x) / sum(r)) ** 2)) AS sigma,
           sum(r * x) / sum(r) AS mean_before, sum(c * x) / sum(c) AS mean_now FROM counted
)
SELECT sum(abs(before - now) * (beyond - x)) / greatest((SELECT sigma FROM spread), 0.001), max(abs(before - now)),
       (SELECT mean_before FROM spread), (SELECT mean_now FROM spread)
FROM running;
