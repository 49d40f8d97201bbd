-- name: versions
SELECT record_id, content_hash FROM record WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: sizes
SELECT entity_id, records FROM entity WHERE entity_id IN (SELECT unnest(?::VARCHAR[]));

-- name: sides
SELECT if(left_id = $left, lefts, rights), if(left_id = $left, rights, lefts) FROM stretched
WHERE left_id = least($left, $right) AND right_id = greatest($left, $right);

-- name: standing
SELECT fact_id, left_id, right_id, verdict, made_by, made_on, coalesce(note, '') FROM act
WHERE kind = 'judgement' AND withdrawn IS NULL AND left_id = least($left, $right) AND right_id = greatest($left, $right)
ORDER BY serial DESC LIMIT 1;

-- name: latest
SELECT fact_id, left_id, right_id, verdict, made_by, made_on, coalesce(note, '') FROM act
WHERE kind = 'judgement' AND withdrawn IS NULL ORDER BY serial DESC LIMIT ?;
