-- name: values
SELECT bare FROM seen WHERE NOT missing GROUP BY bare ORDER BY sum(n) DESC, bare LIMIT $limit;

-- name: sure_values
SELECT bare FROM seen WHERE NOT missing AND NOT regexp_full_match(bare, $sure) GROUP BY bare
ORDER BY sum(n) DESC, bare LIMIT $limit;

-- name: judge
CREATE OR REPLACE TEMP TABLE judged AS
SELECT unnest($bare) AS bare, unnest($standard) AS standard, unnest($valid) AS valid, unnest($reason) AS reason;

-- name: whole_addresses
UPDATE judged SET valid = true WHERE NOT valid AND regexp_matches(lower(bare), '^(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?$');

-- name: invalid_cells
SELECT coalesce(sum(n), 0)::BIGINT FROM seen JOIN judged USING (bare) WHERE NOT missing AND NOT valid;

-- name: add_invalid
INSERT INTO fault
SELECT 'valid', $position, text, NULL, NULL, reason FROM seen JOIN judged USING (bare) WHERE NOT missing AND NOT valid AND n < $often;

-- name: add_idle
INSERT INTO fault
SELECT 'no_placeholder', $position, text, NULL, NULL, 'The cell says “' || bare || '” in place of a value.'
FROM seen WHERE NOT missing AND (list_contains($idle, folded) OR ($digits AND regexp_full_match(
    regexp_replace(bare, '[\s()./+-]', '', 'g'), '0{3,}|1{5,}|2{5,}|3{5,}|4{5,}|5{5,}|6{5,}|7{5,}|8{5,}|9{4,}|123456789?0?|0?123456789')));

-- name: dates
CREATE OR REPLACE TEMP TABLE day AS
SELECT text, n, coalesce(try_cast(left(bare, 10) AS DATE), try_cast(standard AS DATE)) AS day
FROM seen LEFT JOIN judged USING (bare) WHERE NOT missing AND coalesce(valid, true);

-- name: add_exchanged
-- Where days beyond the twelfth nearly always stand first, or second, the few that stand elsewhere changed places.
INSERT INTO fault
WITH part AS (
    SELECT text, n, regexp_extract(bare, '^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}', ['first', 'second']) AS parts
    FROM seen WHERE NOT missing AND length(bare) >= 8 AND NOT regexp_matches(left(bare, 4), '^[0-9]{4}')
),
placed AS (
    SELECT text, n, try_cast(parts.first AS INTEGER) > 12 AS ahead, try_cast(parts.second AS INTEGER) > 12 AS behind FROM part
),
counted AS (SELECT coalesce(sum(n) FILTER (ahead), 0) AS ahead, coalesce(sum(n) FILTER (behind), 0) AS behind, sum(n) AS cells FROM placed)
SELECT 'plausible_date', $position, text, NULL, NULL, 'Day and month seem to have changed places.'
FROM placed, counted
WHERE (placed.ahead OR placed.behind) AND NOT (placed.ahead AND placed.behind) AND least(counted.ahead, counted.behind) <= $few * cells
  AND greatest(counted.ahead, counted.behind) >= 10 * least(counted.ahead, counted.behind)
  AND if(counted.ahead < counted.behind, placed.ahead, placed.behind);

-- name: date_spread
SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(n) FILTER (day > $today), 0)::BIGINT,
       quantile_cont(epoch(day) / 86400, [0.05, 0.25, 0.75, 0.95]) FROM day WHERE day IS NOT NULL;

-- name: add_future
INSERT INTO fault
SELECT 'plausible_date', $position, text, NULL, NULL, 'The day lies in the future.' FROM day WHERE day > $today;

-- name: outside
SELECT coalesce(sum(n), 0)::BIGINT FROM day WHERE epoch(day) / 86400 NOT BETWEEN $low AND $high;

-- name: add_outside
INSERT INTO fault
SELECT 'plausible_date', $position, text, NULL, NULL, 'The day is years away from the column''s other days.' FROM day
WHERE epoch(day) / 86400 NOT BETWEEN $low AND $high AND NOT ($future AND day > $today);
