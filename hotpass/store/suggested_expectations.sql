-- name: rows
SELECT count(*) FROM standard;

-- name: part
CREATE OR REPLACE TEMP TABLE part AS
SELECT tidied.{name} AS standard, trim(own.{name}) AS text
FROM (FROM standard WHERE hash(record_id) % $parts < $finds) AS tidied JOIN (FROM original WHERE hash(record_id) % $parts < $finds) AS own USING (record_id)
SEMI JOIN (FROM cell WHERE field = $field) AS cell ON cell.source_id = tidied.source_id;

-- name: figures
SELECT count(standard), count(DISTINCT standard), min(try_cast(standard AS DOUBLE)),
       quantile_cont(try_cast(standard AS DOUBLE), [0.001, 0.999]) FROM part;

-- name: values
SELECT standard, count(*) FROM part WHERE standard IS NOT NULL GROUP BY standard ORDER BY 2 DESC, 1 LIMIT ?;

-- name: shapes
-- Every letter as A or a and every digit as 9.
SELECT regexp_replace(regexp_replace(regexp_replace(text, '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g'), '[0-9]', '9', 'g') AS mask,
       count(*) / sum(count(*)) OVER () AS share
FROM part WHERE text <> '' GROUP BY mask ORDER BY share DESC, mask LIMIT 1;
