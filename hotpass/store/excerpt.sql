-- name: around
CREATE OR REPLACE TEMP TABLE around AS SELECT record_id FROM member WHERE entity_id IN (
    SELECT entity_id FROM member WHERE record_id IN (SELECT unnest(?::VARCHAR[])));

-- name: record
SELECT * FROM record WHERE record_id IN (FROM around);

-- name: source
SELECT * FROM source;

-- name: original
SELECT * FROM original WHERE record_id IN (FROM around);

-- name: standard
SELECT * FROM standard WHERE record_id IN (FROM around);

-- name: member
SELECT * FROM member WHERE record_id IN (FROM around);

-- name: entity
SELECT * FROM entity WHERE entity_id IN (SELECT entity_id FROM member WHERE record_id IN (FROM around));

-- name: pair
SELECT * FROM pair WHERE left_id IN (FROM around) AND right_id IN (FROM around);

-- name: stretched
SELECT * FROM stretched WHERE left_id IN (FROM around);

-- name: act
SELECT * FROM act WHERE left_id IN (FROM around) AND right_id IN (FROM around);
