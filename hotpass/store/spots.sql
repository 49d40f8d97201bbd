-- name: clear
DELETE FROM spot;

-- name: stated
SELECT DISTINCT y, x, country, region FROM stated WHERE y IS NOT NULL AND x IS NOT NULL;

-- name: save
INSERT INTO spot SELECT latitude, longitude, said_country, said_region, country, region, kilometres, turned, said, lies FROM judged_spot;
