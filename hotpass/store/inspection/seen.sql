-- name: seen
CREATE OR REPLACE TEMP TABLE seen AS
WITH bared AS (
    SELECT text, n, "row",
           CASE WHEN regexp_matches(text, '^[\s\x{a0}]|[\s\x{a0}]$|[\s\x{a0}]{2}|[\t\n\r\x{a0}]')
                THEN trim(regexp_replace(text, '[\s\x{a0}]+', ' ', 'g')) ELSE text END AS bare
    FROM counted
),
words AS (SELECT unnest($placeholders) AS folded)
SELECT text, n, "row", bare, lower(bare) AS folded, regexp_matches(bare, '\p{Nd}') AS digits,
       CASE WHEN regexp_full_match(bare, '[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-][0-9]{1,2})?')
            THEN try_cast(bare AS DOUBLE) END AS number,
       bare = '' OR (words.folded IS NOT NULL AND bare NOT IN ('Nan', 'nat', 'Nat')) OR NOT regexp_matches(bare, '[\p{L}\p{N}\p{S}]') AS missing
FROM bared LEFT JOIN words ON words.folded = lower(bare);

-- name: figures
SELECT coalesce(sum(n) FILTER (bare <> ''), 0), coalesce(sum(n) FILTER (NOT missing), 0), count(*) FILTER (NOT missing),
       coalesce(sum(n) FILTER (NOT missing AND number IS NOT NULL), 0),
       coalesce(sum(n) FILTER (NOT missing AND digits), 0),
       coalesce(sum(n) FILTER (NOT missing AND n >= 5), 0),
       count(*) FILTER (NOT missing AND n >= 5),
       coalesce(max(length(bare)) FILTER (NOT missing), 0)
FROM seen;

-- name: not_a_placeholder
-- Among short codes in capitals, a word of their shape is most likely one of them: NA is Namibia, NAT a ticker.
UPDATE seen SET missing = false
WHERE missing AND regexp_full_match(bare, '[A-Z]{1,4}|[a-z]{2}') AND folded <> 'null' AND (
    SELECT sum(n) FILTER (regexp_full_match(codes.bare, if(seen.folded = seen.bare, '[a-z]{2}', '[A-Z0-9]{1,5}'))) >= 0.8 * sum(n)
    FROM seen AS codes WHERE bare <> ''
);

-- name: any_missing
SELECT count(*) FROM seen WHERE missing AND regexp_full_match(bare, '[A-Z]{1,4}|[a-z]{2}');

-- name: formed
-- Every run of letters as A or a and every run of digits as 9.
CREATE OR REPLACE TEMP TABLE shaped AS
SELECT text, bare, n, number, CASE WHEN strlen(bare) = length(bare)
       THEN regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '[A-Z]+', 'A', 'g'), '[a-z]+', 'a', 'g'), '[0-9]+', '9', 'g')
       ELSE regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '\p{Lu}+', 'A', 'g'),
            '[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]+', 'a', 'g'), '\p{Nd}+', '9', 'g') END AS shape
FROM seen WHERE NOT missing;

-- name: masked
-- Every letter as A or a and every digit as 9, sign by sign.
CREATE OR REPLACE TEMP TABLE shaped AS
SELECT text, bare, n, number, CASE WHEN regexp_full_match(bare, '[0-9]+') THEN repeat('9', least(80, length(bare)))
       WHEN strlen(bare) = length(bare)
       THEN regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g'), '[0-9]', '9', 'g')
       ELSE regexp_replace(regexp_replace(regexp_replace(left(bare, 80), '\p{Lu}', 'A', 'g'),
            '[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]', 'a', 'g'), '\p{Nd}', '9', 'g') END AS shape
FROM seen WHERE NOT missing;
