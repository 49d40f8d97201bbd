-- name: number
-- Where a place names no country, it is that of its region, else the one that is meant. A region of another country than the
-- one named was taken for one of the same name.
INSERT INTO place_asked
WITH coded AS (
    SELECT number, name, region, if(regexp_full_match(country, '[A-Z]{2}'), country, left(region, 2)) AS country, address
    FROM (SELECT * REPLACE (if(regexp_full_match(region, '[A-Z]{2}-[A-Z0-9]{1,3}'), region, NULL) AS region) FROM named_place)
)
SELECT number, name, if(left(coded.region, 2) = coded.country, coded.region, NULL), coalesce(coded.country, $country), address
FROM coded;

-- name: usual
WITH coded AS (
    SELECT if(regexp_full_match(country, '[A-Z]{{2}}'), country,
              if(regexp_full_match(region, '[A-Z]{{2}}-[A-Z0-9]{{1,3}}'), left(region, 2), NULL)) AS country FROM ({places})
)
SELECT if(max(places) >= ? * sum(places), arg_max(country, places), NULL)
FROM (SELECT country, count(*) AS places FROM coded WHERE country IS NOT NULL GROUP BY country);

-- name: said
-- What places said that are known: hotpass.store.location.Where.asked.
SELECT nullif(split_part(asked, chr(31), 2), '') AS region, nullif(split_part(asked, chr(31), 3), '') AS country FROM place

-- name: said_now
SELECT nullif(split_part(asked, chr(31), 2), '') AS region, nullif(split_part(asked, chr(31), 3), '') AS country FROM place
UNION ALL SELECT region, country FROM named_place

-- name: clear
DELETE FROM place;

-- name: gone
-- Places that records named which changed, and do not name any more.
CREATE OR REPLACE TEMP TABLE gone_place AS
FROM place WHERE asked IN (SELECT {asked} FROM {before}) AND asked NOT IN (SELECT asked FROM named_place);

-- name: some_gone
SELECT count(*) > 0 FROM gone_place;

-- name: still_named
DELETE FROM gone_place WHERE asked IN (FROM (SELECT {asked} AS asked FROM standard) SEMI JOIN gone_place USING (asked));

-- name: known
DELETE FROM place WHERE asked IN (SELECT asked FROM gone_place);
DELETE FROM named_place WHERE asked IN (SELECT asked FROM place);

-- name: left
SELECT count(*) > 0 FROM named_place;

-- name: save
INSERT INTO place
SELECT asked, found.name, found.region, found.country, latitude, longitude, precision, confidence, alternatives
FROM named_place JOIN place_found AS found USING (number);

-- name: counts
SELECT count(*), count(*) FILTER (precision = 'city') FROM place;

-- name: moved
-- Where people say that entities lie: the last word on each that stands.
CREATE OR REPLACE TEMP TABLE moved AS
WITH said AS (
    SELECT serial, body::JSON AS said FROM fact
    WHERE kind = 'override' AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
),
meant AS (
    SELECT coalesce(member.entity_id, redirect.entity_id, said->>'entity_id') AS entity_id, serial,
           TRY_CAST(split_part(said->>'value', ', ', 1) AS DOUBLE) AS y, TRY_CAST(split_part(said->>'value', ', ', 2) AS DOUBLE) AS x
    FROM said LEFT JOIN member ON member.record_id = said->>'record_id' LEFT JOIN redirect ON old_id = said->>'entity_id'
    WHERE said->>'field' = $field
)
SELECT entity_id, y, x FROM meant WHERE y IS NOT NULL AND x IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY serial DESC) = 1;

-- name: of_entities
-- An entity lies where its golden record says, else where the record does that is known most exactly, and then surest.
CREATE OR REPLACE TEMP TABLE entity_location AS
WITH ranked AS (
    SELECT entity_id, record_location.* FROM member JOIN record_location USING (record_id) ANTI JOIN golden_point USING (entity_id)
    WHERE precision IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY entity_id
        ORDER BY list_position(['point', 'street', 'city', 'region', 'country'], precision), confidence DESC, record_id) = 1
)
SELECT entity_id, latitude, longitude, 'point' AS precision, 1.0 AS confidence, NULL AS place FROM golden_point
UNION ALL
SELECT entity_id, latitude, longitude, precision, confidence, place FROM ranked;
