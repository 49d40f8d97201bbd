-- name: model
SELECT * FROM model;

-- name: comparisons
SELECT position, name, field, title, level, label, m, u, weight FROM comparison ORDER BY position, level;

-- name: rules
SELECT position, rule, pairs FROM blocking_rule ORDER BY position;

-- name: remembered
SELECT settings FROM prior_model;
