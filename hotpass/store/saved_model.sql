-- name: model
SELECT * FROM model;

-- name: comparisons
SELECT position, name, field, title, level, label, m, u, weight FROM comparison ORDER BY position, level;

-- name: rules
SELECT position, rule, pairs FROM blocking_rule ORDER BY position;

-- name: taken
SELECT settings, auto_match_weight, wrong_at_most, (SELECT any_value(alike) FROM caution) AS alike FROM model;

-- name: counts
SELECT name, value, records FROM value_count ORDER BY name, value;

-- name: limits
SELECT rule, largest FROM block_limit ORDER BY rule;

-- name: crowds
SELECT rule, value FROM crowd ORDER BY rule, value;

-- name: remembered
SELECT settings, auto_match_weight, wrong_at_most FROM prior_model;

-- name: prior_counts
SELECT name, value, records FROM prior_value_count;

-- name: prior_limits
SELECT rule, largest FROM prior_block_limit;

-- name: prior_crowds
SELECT rule, value FROM prior_crowd;

-- name: counted
SELECT coalesce(any_value(records) FILTER (value IS NOT NULL), 1), any_value(records) FILTER (value IS NULL)
FROM value_count WHERE name = $name AND (value IS NULL OR value = $value);

-- name: prior_alone
SELECT source_id, alone FROM source JOIN prior_source USING (name) WHERE alone IS NOT NULL;
