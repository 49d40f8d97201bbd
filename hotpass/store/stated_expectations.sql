-- name: every
SELECT fact_id, spec FROM stated_expectation ORDER BY serial;
