-- name: placed
CREATE OR REPLACE TEMP TABLE placed AS
SELECT entity_id, coalesce({name}, entity_id) AS name, TRY_CAST({latitude} AS DOUBLE) AS latitude,
       TRY_CAST({longitude} AS DOUBLE) AS longitude
FROM golden WHERE TRY_CAST({latitude} AS DOUBLE) IS NOT NULL AND TRY_CAST({longitude} AS DOUBLE) IS NOT NULL;

-- name: odd
-- Not on the globe, or where a missing number was taken for zero.
CREATE OR REPLACE TEMP TABLE odd AS FROM placed
WHERE NOT (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180) OR (latitude = 0 AND longitude = 0);
DELETE FROM placed WHERE entity_id IN (SELECT entity_id FROM odd);

-- name: counts
SELECT (SELECT count(*) FROM placed), (SELECT count(*) FROM entity), (SELECT count(*) FROM odd);

-- name: apart
-- The corners of the box around an entity's records, by the haversine formula on a sphere of 6,371 km.
CREATE OR REPLACE TEMP TABLE spread AS
WITH box AS (
    SELECT entity_id, radians(min(y)) AS south, radians(max(y)) AS north, radians(min(x)) AS west, radians(max(x)) AS east
    FROM (SELECT record_id, TRY_CAST({latitude} AS DOUBLE) AS y, TRY_CAST({longitude} AS DOUBLE) AS x FROM standard)
    JOIN member USING (record_id)
    WHERE y BETWEEN -90 AND 90 AND x BETWEEN -180 AND 180 GROUP BY entity_id HAVING count(*) > 1
)
SELECT entity_id, 2 * 6371 * asin(sqrt(least(1, sin((north - south) / 2) ** 2
       + cos(south) * cos(north) * sin((east - west) / 2) ** 2))) AS kilometres
FROM box;

-- name: points
SELECT entity_id, name, latitude, longitude, records, entity_id IN (
           SELECT entity_id FROM member JOIN held_link ON record_id IN (left_id, right_id) WHERE waits), kilometres
FROM placed JOIN entity USING (entity_id) LEFT JOIN spread USING (entity_id)
WHERE kilometres IS NULL OR kilometres >= $least
ORDER BY kilometres DESC NULLS LAST, entity_id LIMIT $most;

-- name: squares
WITH extent AS (
    SELECT greatest(max(latitude) - min(latitude), max(longitude) - min(longitude), 0.1) / $across AS size FROM placed
)
SELECT (floor(latitude / size) + 0.5) * size, (floor(longitude / size) + 0.5) * size, count(*)
FROM placed, extent GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;
