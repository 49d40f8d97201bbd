-- name: create
CREATE OR REPLACE TEMP TABLE domain (place INTEGER, value UBIGINT, n BIGINT);

-- name: add_domain
INSERT INTO domain SELECT $position, hash(lower(trim(text))), sum(n) FROM seen WHERE NOT missing GROUP BY ALL;

-- name: twins
CREATE OR REPLACE TEMP TABLE twin AS
SELECT "row", row_number() OVER same AS place, min("row") OVER same AS first
FROM content WHERE content IN (SELECT content FROM content GROUP BY content HAVING count(*) > 1)
WINDOW same AS (PARTITION BY content ORDER BY "row");

-- name: repeated
SELECT count(*) FROM twin WHERE place > 1;

-- name: add_repeated
INSERT INTO fault
SELECT 'unique_row', 0, NULL, "row", NULL, 'The whole row stands above already, in data row ' || (first + 1) || '.'
FROM twin WHERE place > 1;

-- name: add_twin_keys
INSERT INTO fault
SELECT 'unique', $position, text, NULL, NULL, 'The value stands in ' || n || ' rows; nearly all others stand in one.'
FROM seen WHERE NOT missing AND n > 1;

-- name: strays
CREATE OR REPLACE TEMP TABLE stray AS
SELECT own.place, other.place AS home, own.value
FROM (FROM domain WHERE n <= $few) AS own JOIN (FROM domain WHERE n >= 5) AS other USING (value)
WHERE own.place <> other.place AND other.n >= 10 * own.n;

-- name: exchanges
SELECT DISTINCT one.place, one.home FROM stray AS one JOIN stray AS other
  ON other.place = one.home AND other.home = one.place
WHERE one.place < one.home;
