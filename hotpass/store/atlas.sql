-- name: odd
-- Not on the globe, or where a missing number was taken for zero.
SELECT count(*) FROM (SELECT {latitude} AS y, {longitude} AS x FROM golden) WHERE y IS NOT NULL AND x IS NOT NULL AND NOT ({own});

-- name: placed
-- A region or a country is no place to draw a point at.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT lies.entity_id, coalesce(named.name, lies.entity_id) AS name, latitude, longitude, precision, confidence, place
FROM entity_location AS lies JOIN (SELECT entity_id, {name} AS name FROM golden) AS named USING (entity_id)
WHERE precision NOT IN ('region', 'country');

-- name: counts
SELECT (SELECT count(*) FROM placed), (SELECT count(*) FROM placed WHERE precision <> 'point'), (SELECT count(*) FROM entity),
       (SELECT count(*) FROM entity_location WHERE precision IN ('region', 'country'));

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
           SELECT entity_id FROM member JOIN held_link ON record_id IN (left_id, right_id) WHERE waits), kilometres,
       precision, confidence, place
FROM placed JOIN entity USING (entity_id) LEFT JOIN spread USING (entity_id)
WHERE kilometres IS NULL OR kilometres >= $least
ORDER BY kilometres DESC NULLS LAST, entity_id LIMIT $most;

-- name: squares
WITH extent AS (
    SELECT greatest(max(latitude) - min(latitude), max(longitude) - min(longitude), 0.1) / $across AS size FROM placed
)
SELECT (floor(latitude / size) + 0.5) * size, (floor(longitude / size) + 0.5) * size, count(*)
FROM placed, extent GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;
