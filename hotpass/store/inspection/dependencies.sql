-- name: create
CREATE OR REPLACE TEMP TABLE majority (
    cause INTEGER, effect INTEGER, key UBIGINT, value UBIGINT, top BIGINT, size BIGINT, example INTEGER
);
CREATE OR REPLACE TEMP TABLE dissent (cause INTEGER, effect INTEGER, "row" INTEGER, weight DOUBLE, example INTEGER, size BIGINT);
CREATE OR REPLACE TEMP TABLE assent (cause INTEGER, effect INTEGER, "row" INTEGER, weight DOUBLE);

-- name: strength
-- Over groups of at least three rows with one cause. A value has a home where it is most of a group; how far two rows of
-- a group agree beyond chance (Cohen 1960) is told from values that have one: a wrong cell has none.
WITH sized AS (
    SELECT effect, key, value, n, sum(n) OVER (PARTITION BY effect, key) AS size,
           max(n) OVER (PARTITION BY effect, key) AS top
    FROM (SELECT effect, key, value, count(*) AS n FROM sampled GROUP BY ALL)
),
grouped AS (FROM sized WHERE size >= 3),
home AS (SELECT DISTINCT effect, value FROM grouped WHERE n = top AND 2 * n > size),
housed AS (
    SELECT effect, key, value, n, sum(n) OVER (PARTITION BY effect, key) AS size FROM grouped JOIN home USING (effect, value)
),
agreed AS (
    SELECT effect, sum(n) AS cells, sum(n * (n - 1) / (size - 1)) / sum(n) AS agreement, count(DISTINCT key) AS groups
    FROM housed WHERE size > 1 GROUP BY effect
),
chance AS (
    SELECT effect, sum((n / cells) ** 2) AS agreement, count(*) AS values
    FROM (SELECT effect, value, sum(n) AS n FROM housed WHERE size > 1 GROUP BY ALL) JOIN agreed USING (effect) GROUP BY effect
),
doubt AS (
    SELECT effect, count(*) FILTER (size > 3 AND top < 0.7 * size) / greatest(count(*) FILTER (size > 3), 1) AS unclear, sum(size) AS cells
    FROM (SELECT DISTINCT effect, key, top, size FROM grouped) GROUP BY effect
)
SELECT effect, agreed.groups, chance.values, (agreed.agreement - chance.agreement) / (1 - chance.agreement), unclear,
       agreed.cells / doubt.cells
FROM agreed JOIN chance USING (effect) JOIN doubt USING (effect) WHERE chance.agreement < 1;

-- name: rows_dissent
INSERT INTO dissent
SELECT $cause, $effect, "row", $strength * if(minority.n * 3 <= majority.top, 1.0, 0.5), majority.example, majority.size
FROM pairing JOIN (SELECT key, value, count(*) AS n FROM pairing GROUP BY ALL) AS minority USING (key, value)
JOIN majority ON cause = $cause AND effect = $effect AND majority.key = pairing.key
WHERE pairing.value <> majority.value;

-- name: rows_assent
INSERT INTO assent
SELECT $cause, $effect, "row", $strength FROM pairing JOIN majority ON cause = $cause AND effect = $effect AND majority.key = pairing.key
WHERE pairing.value = majority.value AND "row" IN (SELECT "row" FROM dissent WHERE effect = $effect);

-- name: majority
INSERT INTO majority
SELECT $cause, $effect, key, arg_max(value, n), max(n), sum(n), arg_max(example, n)
FROM (SELECT key, value, count(*) AS n, min("row") AS example FROM pairing GROUP BY ALL)
GROUP BY key HAVING sum(n) >= 3 AND max(n) >= 2 AND 3 * max(n) >= 2 * sum(n);

-- name: excuse
-- Dissent that comes with one value of another column is no slip: most rows of that value have it.
DELETE FROM dissent WHERE (effect, cause, "row") IN (
    SELECT effect, cause, "row" FROM (
        SELECT *, count(*) OVER (PARTITION BY effect, cause, place, value) AS dissenting FROM dissenting
    )
    JOIN whole USING (place, value)
    WHERE place NOT IN ('h' || effect, 'h' || cause) AND dissenting >= 3 AND dissenting >= if(dissenting < 6, 0.8, 0.5) * cells
);

-- name: whole
CREATE OR REPLACE TEMP TABLE whole AS
SELECT place, value, count(*) AS cells FROM all_marks SEMI JOIN dissenting USING (place, value) GROUP BY ALL;

-- name: dissenting_rows
SELECT count(DISTINCT "row") FROM dissent;

-- name: blame
-- Who disagrees with more of what goes with it than agrees is wrong; a cause that is itself more doubtful does not count.
CREATE OR REPLACE TEMP TABLE blame AS
WITH agreeing AS (SELECT effect, "row", sum(weight) AS votes FROM assent GROUP BY ALL),
net AS (
    SELECT effect, "row", sum(weight) - coalesce(any_value(votes), 0) AS net
    FROM dissent LEFT JOIN agreeing USING (effect, "row") GROUP BY ALL
),
counted AS (
    SELECT dissent.* FROM dissent JOIN net USING (effect, "row")
    LEFT JOIN net AS own ON own.effect = dissent.cause AND own."row" = dissent."row"
    WHERE coalesce(own.net, 0) <= 0 OR own.net <= net.net
)
SELECT effect, "row", arg_max(cause, (weight, size)) AS cause, arg_max(example, (weight, size)) AS example,
       arg_max(size, (weight, size)) AS size
FROM counted LEFT JOIN agreeing USING (effect, "row")
GROUP BY effect, "row" HAVING sum(weight) - coalesce(any_value(votes), 0) >= $least;
