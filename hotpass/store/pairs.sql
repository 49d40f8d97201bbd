-- name: add_comparison
INSERT INTO comparison BY NAME FROM arriving_row;

-- name: add_blocking_rule
INSERT INTO blocking_rule BY NAME FROM arriving_row;

-- name: add_model
-- What was said of names holds, but where a source is taken now for one that repeats nothing, or no more.
INSERT INTO model SELECT ?, ?, ?, ?, ?, ?, ?, (SELECT alike FROM prior_model WHERE NOT EXISTS (
    SELECT name FROM source JOIN prior_source USING (name)
    GROUP BY name HAVING any_value(alone) <> bool_and(source_id IN (FROM unique_source))));

-- name: judge_as_before
UPDATE model SET alike = (SELECT any_value(alike) FROM caution);

-- name: add_unique_source
INSERT INTO unique_source BY NAME FROM arriving_row;

-- name: no_pairs
CREATE OR REPLACE TABLE pair (
    left_id VARCHAR, right_id VARCHAR, match_weight DOUBLE, match_probability DOUBLE, match_key INTEGER
);

-- name: count
SELECT count(*) FROM pair;
