-- name: record
SELECT * FROM record WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: original
SELECT * FROM original WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: standard
SELECT * FROM standard WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: source
SELECT * FROM source;

-- name: field
SELECT * FROM field;

-- name: chosen
SELECT entity_id, field, value, record_id, rule FROM chosen_value ORDER BY ALL;
