-- name: records
SELECT record_id, entity_id, label, sheet_row
FROM record JOIN member USING (record_id) JOIN source USING (source_id) WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: members
SELECT record_id FROM member JOIN record USING (record_id) WHERE entity_id = ? ORDER BY source_id, "row";

-- name: pairs
SELECT * FROM pair WHERE (left_id, right_id) IN (SELECT unnest($left::VARCHAR[]), unnest($right::VARCHAR[]));

-- name: inside
SELECT one.entity_id, left_id, right_id, match_weight
FROM pair JOIN member AS one ON one.record_id = left_id
JOIN member AS other ON other.record_id = right_id AND other.entity_id = one.entity_id
WHERE one.entity_id IN (SELECT unnest($entities::VARCHAR[]));

-- name: best_between
SELECT left_id, right_id FROM pair
WHERE (left_id IN (SELECT unnest($left::VARCHAR[])) AND right_id IN (SELECT unnest($right::VARCHAR[])))
   OR (left_id IN (SELECT unnest($right::VARCHAR[])) AND right_id IN (SELECT unnest($left::VARCHAR[])))
ORDER BY match_weight DESC, left_id, right_id LIMIT 1;

-- name: held
SELECT reason FROM held_link WHERE left_id = least($left, $right) AND right_id = greatest($left, $right) LIMIT 1;
