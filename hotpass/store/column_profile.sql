-- name: lengths
SELECT coalesce(min(length(bare)), 0), coalesce(max(length(bare)), 0) FROM seen WHERE bare <> '';

-- name: top
SELECT bare, sum(n)::BIGINT FROM seen WHERE bare <> '' GROUP BY bare ORDER BY 2 DESC, 1 LIMIT 10;

-- name: shapes
SELECT shape, sum(n)::BIGINT FROM shaped GROUP BY shape ORDER BY 2 DESC, 1 LIMIT 10;

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

-- name: scripts
-- The letters of plain ASCII are Latin: only other texts are looked at for each script.
WITH plain AS (SELECT 'Latin' AS script, n FROM seen WHERE NOT missing AND strlen(bare) = length(bare) AND regexp_matches(bare, '[A-Za-z]')),
others AS (SELECT bare, n FROM seen WHERE NOT missing AND strlen(bare) > length(bare))
SELECT script, sum(n)::BIGINT FROM (
    FROM plain
    UNION ALL SELECT 'Latin', n FROM others WHERE regexp_matches(bare, '\p{Latin}')
    UNION ALL SELECT 'Greek', n FROM others WHERE regexp_matches(bare, '\p{Greek}')
    UNION ALL SELECT 'Cyrillic', n FROM others WHERE regexp_matches(bare, '\p{Cyrillic}')
    UNION ALL SELECT 'Hebrew', n FROM others WHERE regexp_matches(bare, '\p{Hebrew}')
    UNION ALL SELECT 'Arabic', n FROM others WHERE regexp_matches(bare, '\p{Arabic}')
    UNION ALL SELECT 'Devanagari', n FROM others WHERE regexp_matches(bare, '\p{Devanagari}')
    UNION ALL SELECT 'Thai', n FROM others WHERE regexp_matches(bare, '\p{Thai}')
    UNION ALL SELECT 'Chinese or Japanese', n FROM others WHERE regexp_matches(bare, '[\p{Han}\p{Hiragana}\p{Katakana}]')
    UNION ALL SELECT 'Korean', n FROM others WHERE regexp_matches(bare, '\p{Hangul}')
) GROUP BY script ORDER BY 2 DESC, 1;

-- name: days
-- Days as people and programs write them most; where day and month can be swapped, the day comes first.
CREATE OR REPLACE TEMP TABLE day_seen AS
SELECT n, try_strptime(left(bare, 10), ['%Y-%m-%d', '%Y/%m/%d', '%d/%m/%Y', '%m/%d/%Y', '%d.%m.%Y', '%d-%m-%Y'])::DATE AS day
FROM seen WHERE NOT missing AND length(bare) BETWEEN 8 AND 30 AND regexp_matches(bare, '^(?:[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})(?:$|[ T])');

-- name: day_spread
SELECT coalesce(sum(n), 0)::BIGINT, min(day), max(day) FROM day_seen WHERE day IS NOT NULL;

-- name: years
SELECT year(day) - year(day) % $width AS first, sum(n)::BIGINT
FROM day_seen WHERE day IS NOT NULL GROUP BY first ORDER BY first;
