-- name: known
SELECT coalesce(max(serial), 0) FROM fact;

-- name: add
INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?);

-- name: add_judgement
INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_override
INSERT INTO override VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_correction
INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: add_mend
INSERT INTO mend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_expectation
INSERT INTO stated_expectation VALUES (?, ?, ?, ?, ?, ?);

-- name: add_rule
INSERT INTO stated_rule VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: counts
SELECT kind, count(*) FROM fact GROUP BY kind ORDER BY kind;

-- name: acts
-- An act on a group says something of several pairs, under one fact.
INSERT INTO act
WITH fresh AS (
    SELECT *, body::JSON AS told FROM fact
    WHERE kind IN ('judgement', 'second_look', 'grouping') AND serial > (SELECT coalesce(max(serial), 0) FROM act)
),
each AS (
    SELECT *, told AS said FROM fresh WHERE kind <> 'grouping'
    UNION ALL BY NAME
    SELECT * REPLACE ('judgement' AS kind), unnest((told->'says')::JSON[]) AS said FROM fresh WHERE kind = 'grouping'
)
SELECT serial, fact_id, kind, least(said->>'left', said->>'right'), greatest(said->>'left', said->>'right'),
       said->>'verdict', told->'seen'->>least(said->>'left', said->>'right'),
       told->'seen'->>greatest(said->>'left', said->>'right'),
       made_by, made_on, (told->>'milliseconds')::BIGINT, told->>'note', NULL
FROM each WHERE said->>'left' IS NOT NULL AND said->>'right' IS NOT NULL;

-- name: withdraw
UPDATE act SET withdrawn = taken.serial
FROM (SELECT serial, body::JSON->>'target' AS target FROM fact WHERE kind = 'withdrawal') AS taken
WHERE act.fact_id = taken.target AND act.withdrawn IS NULL;
