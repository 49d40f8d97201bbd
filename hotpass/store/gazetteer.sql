-- name: clear
-- Places to be found, by what is known of them, and the towns that may be meant.
CREATE OR REPLACE TEMP TABLE place_asked (
    number INTEGER, name VARCHAR, region VARCHAR, country VARCHAR,
    address VARCHAR                      -- only asked where there is no name
);
CREATE OR REPLACE TEMP TABLE met (
    number INTEGER, town INTEGER,
    likeness DOUBLE,                     -- between 0 and 1
    own BOOLEAN                          -- by the town's own name or a part of it, not by one it goes by besides
);
CREATE OR REPLACE TEMP MACRO kilometres(y, x, y2, x2) AS 2 * 6371 * asin(sqrt(least(1,
    sin(radians(y - y2) / 2) ** 2 + cos(radians(y)) * cos(radians(y2)) * sin(radians(x - x2) / 2) ** 2)));

-- name: countries
SELECT DISTINCT country FROM place_asked ORDER BY country;

-- name: names
CREATE OR REPLACE TEMP TABLE town_name AS FROM read_parquet($file) WHERE {countries};

-- name: towns
CREATE OR REPLACE TEMP TABLE town AS FROM read_parquet($file) WHERE {countries};

-- name: exact
INSERT INTO met
SELECT place_asked.number, town_name.number, if(main, 1.0, 0.95), main OR contains(lower(strip_accents(town.name)), key)
FROM place_asked JOIN town_name ON key = place_asked.name AND (place_asked.country IS NULL OR place_asked.country = town_name.country)
JOIN town ON town.number = town_name.number;

-- name: of_addresses
-- The last words of an address that name a town, in as many words as do. A postcode may come after them,
-- but no word for a street.
INSERT INTO met
WITH written AS (
    SELECT number, country, string_split(trim(regexp_replace(address, '(?: [0-9]+)+$', '')), ' ') AS said FROM place_asked
    WHERE name IS NULL AND address IS NOT NULL
),
part AS (
    SELECT number, country, first, last, array_to_string(said[first:last], ' ') AS key, said[last + 1] AS next
    FROM (SELECT *, unnest(range(first, least(first + 3, len(said) + 1))) AS last
          FROM (SELECT *, unnest(range(greatest(least(2, len(said)), len(said) - 6), len(said) + 1)) AS first FROM written))
)
SELECT part.number, town_name.number, if(main, 0.85, 0.8), main OR contains(lower(strip_accents(town.name)), key)
FROM part JOIN town_name USING (key) JOIN town ON town.number = town_name.number
WHERE length(key) >= 4 AND NOT coalesce(list_contains($streets, rtrim(next, 's')), false) AND (part.country IS NULL OR part.country = town_name.country)
QUALIFY (last, -first) = max((last, -first)) OVER (PARTITION BY part.number);

-- name: weighed
-- The towns that may be meant: the likelier the more people live there, and the less so outside the region that was said.
-- Where it is a town's own name, others of its country that go by it besides are hardly ever meant.
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT *, likeness * (population + 1000) * CASE WHEN side = 'other' OR NOT own AND namesake > 0 THEN 0.002
                                                WHEN side = 'unknown' THEN 0.3 ELSE 1.0 END
          * if(NOT own AND namesake = 0, 0.1, 1) AS weight
FROM (
    SELECT *, max(population) FILTER (own AND side <> 'other') OVER (PARTITION BY number, country) AS namesake
    FROM (
        SELECT best.number, best.town, place_asked.region AS said, town.* EXCLUDE (number), likeness, own,
               CASE WHEN town.region = said THEN 'same' WHEN town.region IS NULL OR said IS NULL THEN 'unknown'
                    ELSE 'other' END AS side
        FROM (SELECT number, town, max(likeness) AS likeness, bool_or(own) AS own FROM met GROUP BY ALL) AS best
        JOIN place_asked USING (number) JOIN town ON town.number = best.town
    )
);

-- name: far
-- Towns that outweigh those of the region that was said, though none of its towns is near them.
CREATE OR REPLACE TEMP TABLE far AS
WITH rival AS (
    SELECT number, town, said, latitude, longitude FROM weighed
    QUALIFY side = 'other' AND weight >= coalesce(max(weight) FILTER (side <> 'other') OVER (PARTITION BY number), 0)
),
apart AS (SELECT DISTINCT town, said, latitude, longitude FROM rival SEMI JOIN town ON town.region = said),
beside AS (
    SELECT DISTINCT apart.town, said
    FROM apart JOIN town ON town.region = said AND town.latitude BETWEEN apart.latitude - $beside / 111 AND apart.latitude + $beside / 111
    WHERE kilometres(apart.latitude, apart.longitude, town.latitude, town.longitude) <= $beside
)
SELECT number, town FROM rival SEMI JOIN apart USING (town, said) ANTI JOIN beside USING (town, said);

-- name: left_over
CREATE OR REPLACE TEMP TABLE left_over AS
SELECT number, name, region, country FROM place_asked
WHERE length(name) >= 4 AND number NOT IN (SELECT number FROM met ANTI JOIN far USING (number, town));

-- name: left_count
SELECT count(*) FROM left_over;

-- name: closed_up
-- Written as one word, or as two; with a short form spelt out.
INSERT INTO met
WITH one_word AS (
    SELECT number, country, region, replace(regexp_replace(regexp_replace(regexp_replace(
           name, '\bst\b', 'saint'), '\bmt\b', 'mount'), '\bft\b', 'fort'), ' ', '') AS written FROM left_over
)
SELECT DISTINCT one_word.number, town_name.number, 0.9, main
FROM one_word JOIN town_name ON replace(key, ' ', '') = written
JOIN town ON town.number = town_name.number
WHERE (one_word.country IS NULL OR one_word.country = town_name.country)
  AND coalesce(town.region = one_word.region, true);

-- name: near
-- One letter more, less, changed or swapped: two such texts are equal once a letter is left out of each.
INSERT INTO met
WITH mine AS (
    SELECT number, name, region, country,
           unnest([name] || list_transform(range(1, length(name) + 1), lambda i: name[:i - 1] || name[i + 1:])) AS short
    FROM left_over WHERE length(name) >= 6 AND country IS NOT NULL
),
theirs AS (
    SELECT number, key, country, main,
           unnest([key] || list_transform(range(1, length(key) + 1), lambda i: key[:i - 1] || key[i + 1:])) AS short
    FROM town_name SEMI JOIN mine USING (country) WHERE length(key) BETWEEN 5 AND 40 AND ascii(key) < 128
)
SELECT DISTINCT mine.number, theirs.number, 0.8, main
FROM mine JOIN theirs ON theirs.short = mine.short AND theirs.country = mine.country
JOIN town ON town.number = theirs.number
WHERE damerau_levenshtein(mine.name, key) = 1 AND coalesce(town.region = mine.region, true);

-- name: spelt
-- Letters that stand for one sound are written in several ways, and doubled or not.
INSERT INTO met
WITH mine AS (
    SELECT number, region, country, {heard} AS heard FROM (SELECT *, name AS key FROM left_over) WHERE country IS NOT NULL
),
theirs AS (SELECT number, country, main, {heard} AS heard FROM town_name SEMI JOIN mine USING (country) WHERE length(key) BETWEEN 8 AND 40)
SELECT DISTINCT mine.number, theirs.number, 0.7, main
FROM mine JOIN theirs USING (heard, country) JOIN town ON town.number = theirs.number
WHERE length(heard) >= 8 AND coalesce(town.region = mine.region, true);

-- name: part
-- One name begins, or ends, as the other does, word by word. A water or a height that is called after a town is another place,
-- and so is an island that a town of the mainland is named with.
INSERT INTO met
WITH mine AS (
    SELECT number, name, region, country, list_contains($beyond, said[-1]) AS beyond, list_has_any(said, $islands) AS island, unnest(parts) AS part FROM (
        SELECT *, string_split(name, ' ') AS said,
               list_transform(range(1, len(said) + 1), lambda i: array_to_string(said[:i], ' '))
               || list_transform(range(2, len(said) + 1), lambda i: array_to_string(said[i:], ' ')) AS parts
        FROM left_over WHERE country IS NOT NULL
    )
),
theirs AS (
    SELECT number, key, country, unnest(parts) AS part FROM (
        SELECT *, string_split(key, ' ') AS said,
               list_transform(range(1, len(said) + 1), lambda i: array_to_string(said[:i], ' ')) AS parts
        FROM town_name SEMI JOIN mine USING (country) WHERE main
    )
)
SELECT mine.number, theirs.number, max(0.4 + 0.4 * length(part) / greatest(length(mine.name), length(key))), true
FROM mine JOIN theirs USING (part, country) JOIN town ON town.number = theirs.number
WHERE (part = mine.name OR part = key AND NOT (beyond AND starts_with(mine.name, key)))
  AND NOT (island AND mainland AND NOT list_has_any(string_split(key, ' '), $islands))
  AND length(part) >= 4 AND coalesce(town.region = mine.region, true) GROUP BY ALL;

-- name: end
-- The only town of the region whose name ends so.
INSERT INTO met
WITH theirs AS (
    SELECT number, key, country, unnest(list_transform(range(2, len(said) + 1), lambda i: array_to_string(said[i:], ' '))) AS name
    FROM (SELECT *, string_split(key, ' ') AS said FROM town_name SEMI JOIN left_over USING (country) WHERE main)
)
SELECT mine.number, any_value(theirs.number), 0.4 + 0.4 * any_value(length(name) / length(key)), true
FROM left_over AS mine JOIN theirs USING (name, country) JOIN town ON town.number = theirs.number
WHERE coalesce(town.region = mine.region, true) GROUP BY mine.number HAVING count(DISTINCT theirs.number) = 1;

-- name: settle
-- Of several towns the one of the greatest weight is meant; one that is far from the region that was said is only offered,
-- and so is one of several of which nothing tells that it is larger than the others.
CREATE OR REPLACE TEMP TABLE town_meant AS
WITH held AS (
    SELECT weighed.* REPLACE (if(far.town IS NULL, side, 'far') AS side) FROM weighed LEFT JOIN far USING (number, town)
),
likely AS (
    SELECT *, if(side = 'far', 0, weight) AS chance, max(chance) OVER (PARTITION BY number) AS best FROM held
),
ranked AS (
    SELECT *, chance / nullif(sum(chance) OVER (PARTITION BY number), 0) AS share,
           row_number() OVER (PARTITION BY number ORDER BY chance < best, weight DESC, population DESC, name, latitude) AS rank
    FROM likely
)
SELECT number, any_value(name) FILTER (rank = 1) AS name, any_value(country) FILTER (rank = 1) AS country,
       any_value(region) FILTER (rank = 1) AS region, any_value(latitude) FILTER (rank = 1)::DOUBLE AS latitude,
       any_value(longitude) FILTER (rank = 1)::DOUBLE AS longitude,
       any_value(likeness * share) FILTER (rank = 1) AS confidence,
       any_value(if(population = 0 AND share <= 0.5, 'far', side)) FILTER (rank = 1) AS side,
       list({'name': name, 'country': country, 'region': region, 'latitude': latitude::DOUBLE,
             'longitude': longitude::DOUBLE} ORDER BY rank) FILTER (rank BETWEEN 2 AND $others + 1) AS alternatives
FROM ranked WHERE rank <= $others + 1 GROUP BY number;

-- name: answer
-- Where no town is known, the largest of the region stands for it, or of the country.
CREATE OR REPLACE TEMP TABLE place_found AS
WITH middle AS (
    SELECT 'region' AS precision, region AS code, arg_max(latitude, population)::DOUBLE AS latitude,
           arg_max(longitude, population)::DOUBLE AS longitude FROM town WHERE region IS NOT NULL GROUP BY region
    UNION ALL
    SELECT 'country', country, arg_max(latitude, population)::DOUBLE, arg_max(longitude, population)::DOUBLE
    FROM town GROUP BY country
),
meant AS (SELECT * FROM town_meant WHERE side <> 'far')
SELECT asked.number, meant.name, coalesce(meant.region, asked.region) AS region,
       coalesce(meant.country, asked.country) AS country,
       coalesce(meant.latitude, inside.latitude, within.latitude) AS latitude,
       coalesce(meant.longitude, inside.longitude, within.longitude) AS longitude,
       if(meant.number IS NOT NULL, 'city', coalesce(inside.precision, within.precision)) AS precision,
       coalesce(meant.confidence * if(meant.side = 'other', 0.5, 1), if(within.code IS NULL, NULL, 1)) AS confidence,
       CASE WHEN meant.number IS NULL AND outside.number IS NOT NULL THEN
           [{'name': outside.name, 'country': outside.country, 'region': outside.region,
             'latitude': outside.latitude, 'longitude': outside.longitude}] || coalesce(outside.alternatives, [])
       ELSE coalesce(meant.alternatives, []) END AS alternatives
FROM place_asked AS asked LEFT JOIN meant USING (number) LEFT JOIN town_meant AS outside USING (number)
LEFT JOIN middle AS inside ON inside.precision = 'region' AND inside.code = asked.region
LEFT JOIN middle AS within ON within.precision = 'country' AND within.code = asked.country;
