-- name: last
SELECT run_id, serial FROM publication ORDER BY serial DESC LIMIT 1;

-- name: kept
SELECT run_id, max(serial) AS serial FROM publication JOIN (
    SELECT schema_name FROM duckdb_tables() WHERE table_name = 'record' AND database_name = current_database()
    UNION SELECT schema_name FROM duckdb_views() WHERE view_name = 'record' AND database_name = current_database()
) AS kept ON kept.schema_name = 'r_' || run_id
GROUP BY run_id ORDER BY serial DESC;

-- name: holdings
SELECT kind, name FROM (
    SELECT 'VIEW' AS kind, view_name AS name, schema_name, database_name FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT 'TABLE', table_name, schema_name, database_name FROM duckdb_tables()
) WHERE schema_name = ? AND database_name = current_database() ORDER BY kind DESC, name;

-- name: flip
INSERT INTO publication SELECT coalesce(max(serial), 0) + 1, ?, ? FROM publication;

-- name: tables
-- With what a run only sees, and readers find as a table.
SELECT table_name, estimated_size FROM duckdb_tables() WHERE database_name = 'scratch' AND schema_name = 'main'
UNION ALL SELECT 'standard', estimated_size FROM duckdb_tables()
WHERE database_name = 'scratch' AND schema_name = 'main' AND table_name = 'compared'
ORDER BY table_name;

-- name: columns
SELECT column_name, data_type FROM duckdb_columns()
WHERE database_name = 'scratch' AND schema_name = 'main' AND table_name = ? ORDER BY column_index;

-- name: views
SELECT sql FROM duckdb_views() WHERE database_name = 'scratch' AND schema_name = 'main' AND NOT internal
  AND view_name <> 'standard' ORDER BY view_name;

-- name: orphans
SELECT schema_name FROM duckdb_schemas()
WHERE database_name = current_database() AND starts_with(schema_name, 'r_')
  AND schema_name NOT IN (SELECT 'r_' || run_id FROM publication)
ORDER BY schema_name;

-- name: members
SELECT entity_id, record_id FROM member UNION ALL SELECT entity_id, record_id FROM former_member;

-- name: redirects
SELECT old_id, entity_id FROM redirect;

-- name: retired
SELECT entity_id, record_id FROM retired_member;

-- name: counts
WITH said AS (
    FROM judgement QUALIFY row_number() OVER (
        PARTITION BY least(left_id, right_id), greatest(left_id, right_id) ORDER BY serial DESC) = 1
),
bound AS (
    FROM said ANTI JOIN overruled AS other ON other.serial = said.serial
    AND other.left_id = least(said.left_id, said.right_id) AND other.right_id = greatest(said.left_id, said.right_id)
),
heard AS (
    SELECT count(*) AS total,
           count(*) FILTER ((verdict = 'match') = (one.entity_id = other.entity_id)) AS kept,
           count(*) FILTER ((verdict = 'match') <> (one.entity_id = other.entity_id)) AS broken
    FROM bound JOIN member AS one ON one.record_id = left_id JOIN member AS other ON other.record_id = right_id
    WHERE verdict <> 'unsure'
)
-- A cluster is an entity.
SELECT counted.rows, counted.records, counted.aside, counted.pairs, counted.entities, counted.entities, counted.held_links,
       counted.findings,
       (SELECT coalesce(sum(failed), 0) FROM expectation LEFT JOIN tolerance USING (expectation_id)
        WHERE severity = 'critical' AND failed > coalesce(tolerance.rows, 0)),
       (SELECT total FROM heard), (SELECT kept FROM heard), (SELECT broken FROM heard)
FROM (
    SELECT from_json(document, '{"rows": "BIGINT", "records": "BIGINT", "aside": "BIGINT", "pairs": "BIGINT",
                                 "entities": "BIGINT", "held_links": "BIGINT", "findings": "BIGINT"}') AS counted FROM overview
);

-- name: judged
-- Judgements that stand, those that hold and those that do not; one that a later one contradicts counts no more.
WITH said AS (
    FROM judgement QUALIFY row_number() OVER (
        PARTITION BY least(left_id, right_id), greatest(left_id, right_id) ORDER BY serial DESC) = 1
),
bound AS (
    FROM said ANTI JOIN overruled AS other ON other.serial = said.serial
    AND other.left_id = least(said.left_id, said.right_id) AND other.right_id = greatest(said.left_id, said.right_id)
),
heard AS (
    SELECT count(*) AS total,
           count(*) FILTER ((verdict = 'match') = (one.entity_id = other.entity_id)) AS kept,
           count(*) FILTER ((verdict = 'match') <> (one.entity_id = other.entity_id)) AS broken
    FROM bound JOIN member AS one ON one.record_id = left_id JOIN member AS other ON other.record_id = right_id
    WHERE verdict <> 'unsure'
)
SELECT total, kept, broken FROM heard;

-- name: judgements
CREATE OR REPLACE TEMP TABLE judgement AS
SELECT fact_id, serial, left_id, right_id, verdict FROM act WHERE kind = 'judgement' AND withdrawn IS NULL;

-- name: returned
SELECT count(*) FILTER (before.content_hash = arrived_record.content_hash),
       count(*) FILTER (before.content_hash <> arrived_record.content_hash),
       count(*) FILTER (before.record_id IS NULL),
       count(*) FILTER (arrived_record.record_id IS NULL)
FROM record AS before FULL JOIN arrived_record USING (record_id);
