-- name: waiting
-- What holds a group together by little is worth more than size alone; a mean of so many bits counts for a quarter of them.
WITH settled AS (
    SELECT body::JSON->>'digest' AS digest FROM fact WHERE kind = 'grouping'
      AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal')
    UNION ALL SELECT unnest($settled::VARCHAR[])
),
large AS (
    SELECT entity_id, count(*) AS records, md5(string_agg(record_id, chr(31) ORDER BY record_id)) AS digest
    FROM member JOIN entity USING (entity_id) WHERE entity.records >= $least GROUP BY entity_id
),
doubt AS (
    SELECT entity_id, 1 / (1 + 2.0 ** (min(bits) / 4)) AS doubt
    FROM stretched JOIN member ON record_id = left_id GROUP BY entity_id
)
SELECT entity_id, count(*) OVER (), digest FROM large ANTI JOIN settled USING (digest) LEFT JOIN doubt USING (entity_id)
WHERE {condition} ORDER BY coalesce(doubt, 0.1) * records DESC, entity_id LIMIT $limit;

-- name: members
SELECT entity_id, record_id FROM member JOIN record USING (record_id)
WHERE entity_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY entity_id, source_id, "row", record_id;

-- name: digest
SELECT md5(string_agg(record_id, chr(31) ORDER BY record_id)) FROM member WHERE entity_id IN (SELECT unnest(?::VARCHAR[]));

-- name: pairs
SELECT left_id, right_id, max(match_weight) FROM (
    SELECT least(left_id, right_id) AS left_id, greatest(left_id, right_id) AS right_id, match_weight FROM pair
    WHERE left_id IN (SELECT record_id FROM member WHERE entity_id IN (SELECT unnest($entities::VARCHAR[])))
      AND right_id IN (SELECT record_id FROM member WHERE entity_id IN (SELECT unnest($entities::VARCHAR[])))
) WHERE left_id <> right_id GROUP BY ALL ORDER BY ALL;

-- name: said
SELECT left_id, right_id, verdict FROM act
WHERE kind = 'judgement' AND withdrawn IS NULL
  AND left_id IN (SELECT record_id FROM member WHERE entity_id IN (SELECT unnest($entities::VARCHAR[])))
  AND right_id IN (SELECT record_id FROM member WHERE entity_id IN (SELECT unnest($entities::VARCHAR[])))
QUALIFY row_number() OVER (PARTITION BY left_id, right_id ORDER BY serial DESC) = 1 ORDER BY left_id, right_id;

-- name: walls
-- From what these records are kept apart: the record of theirs, and the one elsewhere.
WITH inside AS (SELECT record_id FROM member WHERE entity_id IN (SELECT unnest($entities::VARCHAR[])))
SELECT if(left_id IN (FROM inside), left_id, right_id), if(left_id IN (FROM inside), right_id, left_id) FROM (
    FROM act WHERE kind = 'judgement' AND withdrawn IS NULL AND (left_id IN (FROM inside)) <> (right_id IN (FROM inside))
    QUALIFY row_number() OVER (PARTITION BY left_id, right_id ORDER BY serial DESC) = 1
) WHERE verdict = 'non_match' ORDER BY ALL;

-- name: standing
SELECT made_by, body::JSON->>'deed' FROM fact WHERE kind = 'grouping' AND body::JSON->>'digest' = $digest
  AND fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal') ORDER BY serial DESC LIMIT 1;
