-- name: located
SELECT EXISTS (FROM place) OR EXISTS (FROM spot);

-- name: regions
SELECT DISTINCT unnest([place.region, alternatives[1].region]) AS code FROM place SEMI JOIN {stated} AS stated USING (asked)
WHERE precision = 'region' AND place.region IS NOT NULL AND alternatives[1].region IS NOT NULL;

-- name: as_before
CREATE TEMP TABLE IF NOT EXISTS gone_place AS FROM place LIMIT 0;
CREATE TEMP TABLE IF NOT EXISTS gone_spot AS FROM spot LIMIT 0;
CREATE OR REPLACE TEMP VIEW place_as_before AS FROM place UNION ALL FROM gone_place;
CREATE OR REPLACE TEMP VIEW spot_as_before AS FROM spot UNION ALL FROM gone_spot;

-- name: name_regions
CREATE OR REPLACE TEMP TABLE region_name AS SELECT unnest($codes::VARCHAR[]) AS code, unnest($names::VARCHAR[]) AS name;

-- name: in_its_area_tested
SELECT count(*) FROM {stated} AS stated WHERE y IS NOT NULL AND x IS NOT NULL;

-- name: in_its_area
SELECT record_id,
       CASE turned WHEN 'swapped' THEN 'Latitude and longitude are swapped: the other way round it lies in ' || said || '.'
            WHEN 'north for south' THEN 'The sign of the latitude is wrong: with the other it lies in ' || said || '.'
            WHEN 'east for west' THEN 'The sign of the longitude is wrong: with the other it lies in ' || said || '.'
            WHEN 'north for south, east for west' THEN 'Both signs are wrong: with the others it lies in ' || said || '.'
            ELSE 'It lies ' || coalesce('in ' || lies, 'at sea') || ', ' || round(kilometres)::BIGINT || ' km outside of ' || said || '.'
       END AS message,
       CASE turned WHEN 'swapped' THEN x::VARCHAR WHEN 'north for south' THEN (-y)::VARCHAR
            WHEN 'north for south, east for west' THEN (-y)::VARCHAR END AS suggestion
FROM {stated} AS stated JOIN {spot} AS spot ON y = latitude AND x = longitude AND stated.country IS NOT DISTINCT FROM said_country
     AND stated.region IS NOT DISTINCT FROM said_region
WHERE kilometres IS NOT NULL
UNION ALL
SELECT record_id, 'A position of 0, 0 lies in the sea; it mostly stands for a missing one.', NULL FROM {stated} AS stated WHERE y = 0 AND x = 0

-- name: in_its_region_tested
SELECT count(*) FROM {stated} AS stated JOIN {place} AS place USING (asked) WHERE town IS NOT NULL AND (precision = 'city' OR len(alternatives) > 0);

-- name: in_its_region
SELECT record_id, 'No town of this name is known in ' || here.name || '; there is one in ' || there.name || '.' AS message,
       NULL AS suggestion
FROM {stated} AS stated JOIN {place} AS place USING (asked)
JOIN region_name AS here ON here.code = place.region JOIN region_name AS there ON there.code = alternatives[1].region
WHERE town IS NOT NULL AND precision = 'region'

-- name: own_point_tested
SELECT count(*) FROM {stated} AS stated WHERE y IS NOT NULL AND x IS NOT NULL;

-- name: own_point
SELECT record_id, others || ' records of different names bring this same position.' AS message, NULL AS suggestion
FROM {stated} AS stated JOIN (
    SELECT y, x, count(DISTINCT called) AS others FROM {stated} AS stated WHERE NOT (y = 0 AND x = 0) GROUP BY y, x HAVING others >= $many
) USING (y, x)

-- name: near_its_town_tested
SELECT count(*) FROM {stated} AS stated JOIN {place} AS place USING (asked) WHERE y IS NOT NULL AND x IS NOT NULL AND precision = 'city';

-- name: near_its_town
SELECT record_id, 'It lies ' || round(away)::BIGINT || ' km from ' || name || ', the town its row names.' AS message,
       NULL AS suggestion
FROM (
    SELECT record_id, place.name, 2 * 6371 * asin(sqrt(least(1, sin(radians(y - place.latitude) / 2) ** 2
           + cos(radians(y)) * cos(radians(place.latitude)) * sin(radians(x - place.longitude) / 2) ** 2))) AS away
    FROM {stated} AS stated JOIN {place} AS place USING (asked)
    ANTI JOIN (FROM {spot} AS spot WHERE kilometres IS NOT NULL) AS told ON told.latitude = y AND told.longitude = x
         AND stated.country IS NOT DISTINCT FROM said_country AND stated.region IS NOT DISTINCT FROM said_region
    WHERE precision = 'city' AND confidence >= $sure AND NOT (y = 0 AND x = 0)
) WHERE away > $far
