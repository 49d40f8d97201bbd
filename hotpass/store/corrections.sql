-- name: of_shape
SELECT body->>'header', body->>'field'
FROM (SELECT fact_id, serial, body::JSON AS body FROM fact WHERE kind = 'correction')
WHERE body->>'shape' = ? AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
ORDER BY serial;
