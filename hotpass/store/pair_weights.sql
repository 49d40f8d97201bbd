-- name: record_count
SELECT count(*) FROM record;

-- name: entity_sizes
SELECT count(*), coalesce(max(records), 0) FROM entity;

-- name: knows_unique
SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = 'unique_source' AND schema_name = current_schema();

-- name: bands
SELECT floor(match_weight)::INTEGER AS band,
       CASE WHEN match_weight >= $upper THEN 2 WHEN match_weight >= $lower THEN 1 ELSE 0 END AS zone, count(*)
FROM pair GROUP BY band, zone ORDER BY band, zone;

-- name: above
SELECT left_id, right_id FROM pair WHERE match_weight >= $line ORDER BY match_weight, left_id, right_id LIMIT $limit;

-- name: below
SELECT left_id, right_id FROM pair WHERE match_weight < $line ORDER BY match_weight DESC, left_id, right_id LIMIT $limit;

-- name: heaviest
SELECT left_id, right_id FROM pair ORDER BY match_weight DESC, left_id, right_id LIMIT $limit;

-- name: judged
SELECT match_weight, told_pair.match
FROM told_pair
JOIN record AS one ON one.record_id = told_pair."left" JOIN record AS other ON other.record_id = told_pair."right"
LEFT JOIN pair ON left_id = least(told_pair."left", told_pair."right")
              AND right_id = greatest(told_pair."left", told_pair."right");
