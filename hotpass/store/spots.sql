-- name: clear
DELETE FROM spot;

-- name: stated
CREATE OR REPLACE TEMP TABLE stated_spot AS
SELECT DISTINCT y, x, country, region FROM stated WHERE y IS NOT NULL AND x IS NOT NULL AND {on_earth};

-- name: known
CREATE OR REPLACE TEMP TABLE gone_spot AS FROM spot WHERE NOT EXISTS (
    FROM stated_spot WHERE y = latitude AND x = longitude AND stated_spot.country IS NOT DISTINCT FROM said_country
    AND stated_spot.region IS NOT DISTINCT FROM said_region
);
DELETE FROM spot WHERE NOT EXISTS (
    FROM stated_spot WHERE y = latitude AND x = longitude AND stated_spot.country IS NOT DISTINCT FROM said_country
    AND stated_spot.region IS NOT DISTINCT FROM said_region
);

-- name: left
SELECT y, x, country, region FROM stated_spot WHERE NOT EXISTS (
    FROM spot WHERE latitude = y AND longitude = x AND said_country IS NOT DISTINCT FROM stated_spot.country
    AND said_region IS NOT DISTINCT FROM stated_spot.region
);

-- name: save
INSERT INTO spot SELECT latitude, longitude, said_country, said_region, country, region, kilometres, turned, said, lies FROM judged_spot;
