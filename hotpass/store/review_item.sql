-- name: versions
SELECT record_id, content_hash FROM record WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: sizes
SELECT entity_id, records FROM entity WHERE entity_id IN (SELECT unnest(?::VARCHAR[]));

-- name: sides
SELECT if(left_id = $left, lefts, rights), if(left_id = $left, rights, lefts) FROM stretched
WHERE left_id = least($left, $right) AND right_id = greatest($left, $right);

-- name: standing
SELECT fact_id, left_id, right_id, verdict, made_by, made_on, coalesce(note, '') FROM act
WHERE kind = 'judgement' AND withdrawn IS NULL
  AND (left_id, right_id) IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY left_id, right_id ORDER BY serial DESC) = 1;

-- name: latest
WITH grouped AS (
    SELECT serial, fact_id, '' AS left_id, '' AS right_id, told->>'deed' AS said, (told->>'entities')::VARCHAR[] AS entities,
           made_by, made_on, coalesce(told->>'note', '') AS note
    FROM (SELECT *, body::JSON AS told FROM fact WHERE kind = 'grouping')
    WHERE fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
),
paired AS (
    SELECT serial, fact_id, left_id, right_id, verdict AS said, []::VARCHAR[] AS entities, made_by, made_on, coalesce(note, '') AS note
    FROM act WHERE kind = 'judgement' AND withdrawn IS NULL AND serial NOT IN (SELECT serial FROM fact WHERE kind = 'grouping')
    ORDER BY serial DESC LIMIT $limit
)
SELECT * EXCLUDE (serial) FROM (FROM grouped UNION ALL BY NAME FROM paired) ORDER BY serial DESC LIMIT $limit;

-- name: names
SELECT * FROM (
    SELECT record_id, {first} AS name FROM original WHERE list_contains($records::VARCHAR[], record_id)
    UNION ALL SELECT entity_id, {first} FROM golden WHERE list_contains($entities::VARCHAR[], entity_id)
) WHERE name IS NOT NULL;
