-- name: published
SELECT run_id FROM publication GROUP BY run_id ORDER BY min(serial);

-- name: shares
SELECT (SELECT sum(filled) / nullif(sum(records), 0) FROM {schema}.quality),
       (SELECT sum(passed) / nullif(sum(tested), 0) FROM {schema}.expectation),
       (SELECT coalesce(sum(records) FILTER (records > 1), 0) / nullif(sum(records), 0) FROM {schema}.entity);
