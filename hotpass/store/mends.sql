-- name: clear
DELETE FROM mended; DELETE FROM mend_use;
CREATE OR REPLACE TEMP TABLE mend_rule (field VARCHAR, record_id VARCHAR, replaced VARCHAR, value VARCHAR, fact_id VARCHAR);

-- name: mends
SELECT fact_id, field, record_id, replaced, value FROM mend ORDER BY serial;

-- name: add_rule
INSERT INTO mend_rule VALUES (?, ?, ?, ?, ?);

-- name: one
INSERT INTO mended
SELECT original.record_id, mend_rule.field, original.{name}, nullif(mend_rule.value, ''), mend_rule.fact_id,
       mend.made_by, mend.made_on, mend.note
FROM original
JOIN mend_rule ON mend_rule.record_id = original.record_id AND mend_rule.replaced = coalesce(original.{name}, '')
JOIN mend ON mend.fact_id = mend_rule.fact_id
WHERE mend_rule.field = $field AND mend_rule.value <> mend_rule.replaced;

-- name: everywhere
-- A cell whose own record was spoken of keeps what was said there.
INSERT INTO mended
SELECT original.record_id, mend_rule.field, original.{name}, nullif(mend_rule.value, ''), mend_rule.fact_id,
       mend.made_by, mend.made_on, mend.note
FROM original
JOIN mend_rule ON mend_rule.record_id IS NULL AND mend_rule.replaced = original.{name}
JOIN mend ON mend.fact_id = mend_rule.fact_id
WHERE mend_rule.field = $field AND mend_rule.value <> mend_rule.replaced AND NOT EXISTS (
    FROM mend_rule AS own WHERE own.record_id = original.record_id AND own.field = $field AND own.replaced = original.{name});

-- name: count
INSERT INTO mend_use
SELECT fact_id, count(mended.record_id) FROM (SELECT fact_id FROM mend) LEFT JOIN mended USING (fact_id) GROUP BY fact_id;

-- name: cells
SELECT count(*) FROM mended;

-- name: uses
SELECT fact_id, cells FROM mend_use;

-- name: known
SELECT count(*) FROM duckdb_tables()
WHERE table_name = 'mend_use' AND database_name = current_database() AND schema_name = current_schema();

-- name: of_records
SELECT record_id, field, original, made_by, made_on FROM mended WHERE record_id IN (SELECT unnest(?::VARCHAR[]));
