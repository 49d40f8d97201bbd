-- name: odd
-- Not on the globe, or where a missing number was taken for zero.
SELECT count(*) FROM (SELECT {latitude} AS y, {longitude} AS x FROM golden) WHERE y IS NOT NULL AND x IS NOT NULL AND NOT ({own});

-- name: faulty
CREATE OR REPLACE TEMP TABLE faulty AS
SELECT entity_id, if(bool_or(severity <> 'warning'), 'error', 'warning') AS worst,
       min(message) FILTER (kind IN ('in_its_area', 'near_its_town', 'own_point', 'in_its_region')) AS doubt
FROM finding JOIN expectation USING (expectation_id) JOIN member USING (record_id) GROUP BY entity_id;

-- name: placed
-- A region or a country is no place to draw a point at.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT lies.entity_id, coalesce(named.name, lies.entity_id) AS name, latitude, longitude, precision, confidence, place
FROM entity_location AS lies JOIN (SELECT entity_id, {name} AS name FROM golden) AS named USING (entity_id)
WHERE precision NOT IN ('region', 'country');

-- name: counts
SELECT (SELECT count(*) FROM placed), (SELECT count(*) FROM placed WHERE precision <> 'point'), (SELECT count(*) FROM entity),
       (SELECT count(*) FROM entity_location WHERE precision IN ('region', 'country'));

-- name: extent
SELECT coalesce(min(latitude), -90), coalesce(max(latitude), 90), coalesce(min(longitude), -180), coalesce(max(longitude), 180)
FROM placed;

-- name: within
DELETE FROM placed WHERE NOT (latitude BETWEEN $south AND $north AND longitude BETWEEN $west AND $east);

-- name: shown
SELECT count(*) FROM placed;

-- name: apart
-- The corners of the box around an entity's records, by the haversine formula on a sphere of 6,371 km.
CREATE OR REPLACE TEMP TABLE spread AS
WITH box AS (
    SELECT entity_id, radians(min(latitude)) AS south, radians(max(latitude)) AS north, radians(min(longitude)) AS west,
           radians(max(longitude)) AS east
    FROM record_location JOIN member USING (record_id) WHERE own GROUP BY entity_id HAVING count(*) > 1
)
SELECT entity_id, 2 * 6371 * asin(sqrt(least(1, sin((north - south) / 2) ** 2
       + cos(south) * cos(north) * sin((east - west) / 2) ** 2))) AS kilometres
FROM box;

-- name: points
SELECT entity_id, name, latitude, longitude, records, entity_id IN (
           SELECT entity_id FROM member JOIN held_link ON record_id IN (left_id, right_id) WHERE waits) AS waits, kilometres AS apart,
       precision, confidence, place, coalesce(worst, 'nothing') AS worst, doubt,
       if(sources > 1, '', (SELECT any_value(label) FROM member JOIN record USING (record_id) JOIN source USING (source_id)
                            WHERE member.entity_id = placed.entity_id)) AS source
FROM placed JOIN entity USING (entity_id) LEFT JOIN spread USING (entity_id) LEFT JOIN faulty USING (entity_id)
WHERE CASE $only WHEN 'apart' THEN kilometres >= $least WHEN 'doubtful' THEN doubt IS NOT NULL ELSE true END
ORDER BY if($only = 'apart', kilometres, 0) DESC, entity_id LIMIT $most;

-- name: squares
-- Squares as they are on a map that keeps angles (Mercator's), where what lies far north is drawn larger; in radians.
WITH flat AS (
    SELECT *, radians(longitude) AS x, asinh(tan(radians(greatest(-85, least(85, latitude))))) AS y,
           entity_id IN (SELECT entity_id FROM member JOIN held_link ON record_id IN (left_id, right_id) WHERE waits) AS waits
    FROM placed
),
extent AS (SELECT greatest(max(x) - min(x), max(y) - min(y), 0.001) / $across AS size FROM flat),
square AS (
    SELECT floor(x / size) AS column_, floor(y / size) AS row_, avg(latitude) AS latitude, avg(longitude) AS longitude,
           count(*) AS entities, count(*) FILTER (waits) AS waits
    FROM flat, extent GROUP BY ALL
)
SELECT latitude, longitude, entities, waits, degrees(atan(sinh((row_ - 1) * size))), degrees(atan(sinh((row_ + 2) * size))),
       degrees((column_ - 1) * size), degrees((column_ + 2) * size)
FROM square, extent ORDER BY entities DESC, latitude, longitude;

-- name: lines
SELECT placed.latitude, placed.longitude, record_location.latitude, record_location.longitude
FROM placed JOIN member USING (entity_id) JOIN record_location USING (record_id)
WHERE own AND entity_id IN (SELECT unnest($entities))
  AND NOT (placed.latitude = record_location.latitude AND placed.longitude = record_location.longitude)
ORDER BY ALL;

-- name: lost
SELECT entity_id, coalesce(named.name, entity_id), coalesce(known.region, known.country, '') AS area
FROM (SELECT entity_id, {name} AS name FROM golden) AS named LEFT JOIN entity_location AS lies USING (entity_id)
LEFT JOIN (SELECT entity_id, min(region) AS region, min(country) AS country FROM member JOIN record_location USING (record_id)
           WHERE precision IN ('region', 'country') GROUP BY entity_id) AS known USING (entity_id)
WHERE coalesce(precision IN ('region', 'country'), true) ORDER BY area = '', entity_id LIMIT $most;
