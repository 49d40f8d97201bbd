-- name: variants
-- The same letters and digits with other capitals, blanks or punctuation, beside a way that is clearly more frequent.
INSERT INTO fault
WITH keyed AS (
    SELECT text, bare, n, regexp_replace(regexp_replace(folded, '[.,;:''’_-]+', if($closed, '', ' '), 'g'), '\s+', if($closed, '', ' '), 'g') AS key FROM seen
    WHERE NOT missing AND regexp_matches(bare, '\p{L}')
),
ways AS (SELECT key, bare, sum(n) AS n FROM keyed GROUP BY key, bare),
chosen AS (
    SELECT key, arg_max(bare, n) AS best, max(n) AS most, sum(n) AS every FROM ways WHERE length(key) >= 2
    GROUP BY key HAVING count(*) > 1
)
SELECT 'one_spelling', $position, text, NULL, best,
       'The same value is mostly written “' || best || '”.'
FROM keyed JOIN ways USING (key, bare) JOIN chosen USING (key)
WHERE bare <> best AND most >= 3 * ways.n AND most >= 3;

-- name: templates
-- Every number counts as the same one, so that "12 patients" and "40 patients" are one way of writing.
CREATE OR REPLACE TEMP TABLE spelling AS
SELECT regexp_replace(folded, '[0-9]+', '0', 'g') AS folded, sum(n)::BIGINT AS n, arg_max(bare, n) AS bare,
       length(regexp_replace(folded, '[0-9]+', '0', 'g')) AS width,
       regexp_replace(regexp_replace(folded, '[0-9]+', '0', 'g'), '\b(?:\p{L}|[ivx]+)\b', '', 'g') AS worded
FROM seen WHERE NOT missing AND length(bare) BETWEEN 4 AND 200
  AND length(regexp_replace(folded, '\P{L}', '', 'g')) >= 4 GROUP BY ALL;

-- name: words
CREATE OR REPLACE TEMP TABLE lexicon AS
SELECT word, count(DISTINCT folded) AS texts
FROM (SELECT folded, unnest(regexp_extract_all(regexp_replace(folded, '[0-9]+', '0', 'g'), '[\p{L}\p{N}]+')) AS word
      FROM seen WHERE NOT missing) GROUP BY word;

-- name: own_words
-- Where a rare text differs by words that other texts have too, it is one of them and not a slip.
DELETE FROM near WHERE (folded, other) IN (
    WITH split AS (
        SELECT folded, other, regexp_extract_all(folded, '[\p{L}\p{N}]+') AS own,
               regexp_extract_all(other, '[\p{L}\p{N}]+') AS others FROM near
    ),
    strange AS (
        SELECT folded, other, min(texts) AS texts
        FROM (SELECT folded, other, unnest(list_filter(own, lambda one: NOT list_contains(others, one))) AS word FROM split)
        JOIN lexicon USING (word) GROUP BY folded, other
    ),
    usual AS (
        SELECT folded, other, max(texts) AS texts
        FROM (SELECT folded, other, unnest(list_filter(others, lambda one: NOT list_contains(own, one))) AS word FROM split)
        JOIN lexicon USING (word) GROUP BY folded, other
    )
    SELECT folded, other FROM strange LEFT JOIN usual USING (folded, other)
    WHERE strange.texts >= 3 AND strange.texts * 10 >= coalesce(usual.texts, 0)
);

-- name: usual_letters
-- In an open list only a text with three letters in a row that no other text has is taken for a slip.
DELETE FROM near WHERE folded NOT IN (
    SELECT folded FROM (
        SELECT folded, three, count(*) OVER (PARTITION BY three) AS texts FROM (
            SELECT DISTINCT folded, unnest(list_transform(range(1, length(folded) + 1), lambda place: substr(' ' || folded || ' ', place, 3))) AS three
            FROM spelling
        )
    )
    WHERE texts = 1
);

-- name: closed
SELECT coalesce(sum(n) FILTER (n >= 5) / sum(n), 0) FROM spelling;

-- name: sizes
SELECT count(*) FILTER (n >= $least), count(*) FILTER (n * $times <= (SELECT max(n) FROM spelling)), avg(width)
FROM spelling;

-- name: near_all
CREATE OR REPLACE TEMP TABLE near AS
SELECT rare.folded, rare.n, often.folded AS other, often.bare, often.n AS others,
       damerau_levenshtein(rare.folded, often.folded) AS steps, rare.width, often.width AS other_width
FROM spelling AS rare JOIN spelling AS often
  ON often.n >= $least AND often.n >= $times * rare.n AND abs(often.width - rare.width) <= 2
 AND rare.worded <> often.worded;

-- name: near_by_one
-- Two texts one edit apart have a text in common when at most one letter is taken from each (Garbe 2012).
CREATE OR REPLACE TEMP TABLE near AS
WITH often AS (FROM spelling WHERE n >= $least),
cut AS (
    SELECT folded, unnest(list_append(list_transform(range(1, width + 1),
           lambda place: left(folded, place - 1) || substr(folded, place + 1)), folded)) AS piece
    FROM spelling WHERE n * $times <= (SELECT max(n) FROM often) AND width <= 60
),
often_cut AS (
    SELECT folded AS other, unnest(list_append(list_transform(range(1, width + 1),
           lambda place: left(folded, place - 1) || substr(folded, place + 1)), folded)) AS piece
    FROM often WHERE width <= 60
),
met AS (SELECT DISTINCT folded, other FROM cut JOIN often_cut USING (piece) WHERE folded <> other)
SELECT rare.folded, rare.n, often.folded AS other, often.bare, often.n AS others,
       damerau_levenshtein(rare.folded, often.folded) AS steps, rare.width, often.width AS other_width
FROM met JOIN spelling AS rare ON rare.folded = met.folded JOIN often ON often.folded = met.other
WHERE often.n >= $times * rare.n AND rare.worded <> often.worded;

-- name: add_misspelt
-- A suggestion keeps the number of the cell, where it has one.
INSERT INTO fault
WITH close AS (
    SELECT folded, arg_min(other, (steps, -others)) AS other, arg_min(bare, (steps, -others)) AS best,
           count(*) FILTER (steps = least_steps) AS rivals
    FROM (
        SELECT *, min(steps) OVER (PARTITION BY folded) AS least_steps FROM near
        WHERE steps <= greatest(1, least(width, other_width) // $pace) AND (width >= 6 OR others >= 20 * n)
          AND (n < 5 OR others >= 100 * n)
    )
    GROUP BY folded
),
plain AS (
    SELECT text, folded AS own, regexp_replace(folded, '[0-9]+', '0', 'g') AS folded,
           regexp_extract_all(folded, '[0-9]+') AS digits
    FROM seen WHERE NOT missing
)
SELECT 'usual_spelling', $position, text, NULL,
       CASE WHEN rivals > 1 THEN NULL WHEN len(digits) = 0 THEN best
            WHEN len(digits) = 1 THEN regexp_replace(best, '[0-9]+', digits[1]) END,
       'It is written once or little, the near-identical “' || best || '” often.'
FROM plain JOIN close USING (folded)
WHERE length(regexp_replace(close.folded, '[^0-9]', '', 'g')) = length(regexp_replace(other, '[^0-9]', '', 'g'));

-- name: both_known
-- Two names that are known for different places are no misspelling of one another.
DELETE FROM fault WHERE kind = 'usual_spelling' AND position = $position AND text IN (
    SELECT fault.text FROM fault JOIN seen USING (text) JOIN judged AS own ON own.bare = seen.bare
    JOIN judged AS other ON lower(other.bare) = lower(fault.suggestion)
    WHERE fault.kind = 'usual_spelling' AND fault.position = $position AND own.valid AND other.valid AND own.standard <> other.standard
);

-- name: styles
SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (bare = upper(bare)), 0), coalesce(sum(n) FILTER (bare = folded), 0)
FROM seen WHERE NOT missing AND regexp_matches(bare, '\p{L}{3}');

-- name: add_style
INSERT INTO fault
SELECT 'one_spelling', $position, text, NULL, NULL, $reason
FROM seen WHERE NOT missing AND regexp_matches(bare, '\p{L}{3}') AND length(bare) >= 6 AND NOT digits AND NOT contains(bare, '/')
  AND CASE $style WHEN 'upper' THEN bare = upper(bare) AND bare <> folded ELSE bare = folded AND bare <> upper(bare) END
  AND text NOT IN (SELECT text FROM fault WHERE kind = 'one_spelling' AND position = $position);
