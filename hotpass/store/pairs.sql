-- name: add_comparison
INSERT INTO comparison BY NAME FROM arriving_row;

-- name: add_blocking_rule
INSERT INTO blocking_rule BY NAME FROM arriving_row;

-- name: add_model
INSERT INTO model VALUES (?, ?, ?, ?, ?, ?);

-- name: add_unique_source
INSERT INTO unique_source BY NAME FROM arriving_row;

-- name: no_pairs
CREATE OR REPLACE TABLE pair (
    left_id VARCHAR, right_id VARCHAR, match_weight DOUBLE, match_probability DOUBLE, match_key INTEGER
);

-- name: count
SELECT count(*) FROM pair;
