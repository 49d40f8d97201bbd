-- name: of_entity
SELECT latitude, longitude, precision, place FROM entity_location WHERE entity_id = ?;

-- name: of_records
SELECT record_id, latitude, longitude, precision, confidence, place FROM record_location
WHERE record_id IN (SELECT unnest(?)) AND latitude IS NOT NULL AND precision IS NOT NULL ORDER BY record_id;

-- name: towns
-- The towns that records of an entity may mean: the one taken first, then those of the same name, the most likely first.
WITH named AS (
    SELECT name, country, region, latitude, longitude, precision, alternatives FROM place SEMI JOIN (
        SELECT asked FROM record_location WHERE record_id IN (SELECT record_id FROM member WHERE entity_id = ?)
    ) USING (asked)
)
SELECT DISTINCT ON (latitude, longitude) name, region, country, latitude, longitude FROM (
    SELECT 0 AS rank, name, region, country, latitude, longitude FROM named WHERE precision = 'city'
    UNION ALL
    SELECT rank, town.name, town.region, town.country, town.latitude, town.longitude
    FROM (SELECT unnest(range(1, len(alternatives) + 1)) AS rank, unnest(alternatives) AS town FROM named)
) ORDER BY rank, name;
