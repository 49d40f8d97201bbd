-- name: add_comparison
INSERT INTO comparison VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_rule
INSERT INTO blocking_rule VALUES (?, ?, ?);

-- name: add_model
INSERT INTO model VALUES (?, ?, ?, ?, ?, ?);

-- name: add_unique
INSERT INTO unique_source VALUES (?);

-- name: no_pairs
CREATE OR REPLACE TABLE pair (
    left_id VARCHAR, right_id VARCHAR, match_weight DOUBLE, match_probability DOUBLE, match_key INTEGER
);

-- name: count
SELECT count(*) FROM pair;
