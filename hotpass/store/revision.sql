-- name: has_base
SELECT count(*) FROM duckdb_tables()
WHERE table_name = 'later_event' AND database_name = current_database() AND schema_name = current_schema();

-- name: make_base
CREATE TABLE base_member AS SELECT entity_id, record_id FROM member;
CREATE TABLE base_redirect AS SELECT old_id, entity_id FROM redirect;
CREATE TABLE later_event AS FROM entity_event LIMIT 0;

-- name: stand_in
CREATE VIEW base_member AS SELECT entity_id, record_id FROM member;
CREATE VIEW base_redirect AS SELECT old_id, entity_id FROM redirect;
CREATE VIEW base_retired AS FROM retired_member;
CREATE TABLE later_event AS FROM entity_event LIMIT 0;

-- name: make_retired
CREATE TABLE IF NOT EXISTS base_retired AS FROM retired_member;

-- name: strangers
-- Ids of other runs, which hotpass.store.entities gave their answer, mean the same in the base.
INSERT INTO base_redirect
SELECT stranger.entity_id, base_member.entity_id FROM stranger JOIN base_member USING (record_id)
GROUP BY stranger.entity_id, base_member.entity_id
QUALIFY row_number() OVER (PARTITION BY stranger.entity_id ORDER BY count(*) DESC, min(record_id)) = 1;
INSERT INTO base_retired SELECT entity_id, record_id FROM stranger WHERE entity_id IN (SELECT old_id FROM base_redirect);

-- name: waiting
SELECT count(*) FROM fact WHERE kind IN ('judgement', 'grouping', 'override', 'withdrawal') AND serial > ?;

-- name: named
CREATE OR REPLACE TEMP TABLE named AS
WITH fresh AS (SELECT kind, fact_id, body::JSON AS said FROM fact WHERE serial > ?),
meant AS (
    SELECT kind, said FROM fresh WHERE kind <> 'withdrawal'
    UNION ALL
    SELECT fact.kind, fact.body::JSON FROM fact JOIN fresh ON fresh.kind = 'withdrawal' AND said->>'target' = fact.fact_id
)
SELECT said->>'left' AS record_id FROM meant WHERE kind = 'judgement'
UNION SELECT said->>'right' FROM meant WHERE kind = 'judgement'
UNION SELECT unnest([one->>'left', one->>'right']) FROM (
    SELECT unnest((said->'says')::JSON[]) AS one FROM meant WHERE kind = 'grouping')
UNION SELECT said->>'record_id' FROM meant WHERE kind = 'override'
UNION SELECT record_id FROM meant JOIN member ON entity_id = said->>'entity_id' WHERE kind = 'override'
UNION SELECT record_id FROM meant JOIN redirect ON old_id = said->>'entity_id'
      JOIN member ON member.entity_id = redirect.entity_id WHERE kind = 'override';

-- name: touched
CREATE OR REPLACE TEMP TABLE touched AS
SELECT record_id FROM cluster
WHERE cluster_id IN (SELECT cluster_id FROM cluster WHERE record_id IN (SELECT record_id FROM named));

-- name: reached
CREATE OR REPLACE TEMP TABLE reached AS
WITH tie AS (SELECT left_id, right_id FROM act WHERE kind = 'judgement' AND withdrawn IS NULL)
SELECT record_id FROM (
    SELECT right_id AS record_id FROM tie WHERE left_id IN (FROM touched)
    UNION SELECT left_id FROM tie WHERE right_id IN (FROM touched)
    UNION SELECT record_id FROM kin WHERE kin IN (SELECT kin FROM kin WHERE record_id IN (FROM touched))
) ANTI JOIN touched USING (record_id) SEMI JOIN record USING (record_id);

-- name: reached_count
SELECT count(*) FROM reached;

-- name: grow
INSERT INTO touched SELECT record_id FROM cluster
WHERE cluster_id IN (SELECT cluster_id FROM cluster WHERE record_id IN (FROM reached));

-- name: touched_count
SELECT count(*) FROM touched;

-- name: local
-- Entities the touched records had in the base, and those they have now.
CREATE OR REPLACE TEMP TABLE base_local AS SELECT DISTINCT entity_id FROM base_member WHERE record_id IN (FROM touched);
CREATE OR REPLACE TEMP TABLE gone AS SELECT entity_id, record_id FROM member WHERE record_id IN (FROM touched);
-- Ids of which it is told what they were, some of it perhaps records that are in no run any more.
CREATE OR REPLACE TEMP TABLE retired_local AS
FROM base_local UNION SELECT entity_id FROM base_retired WHERE record_id IN (FROM touched);

-- name: free
-- Ids that a touched record could be the first to get.
CREATE OR REPLACE TEMP TABLE free_id AS
SELECT 'e' || substr(md5(record_id || if(attempt = 0, '', chr(31) || attempt)), 1, 12) AS entity_id
FROM touched, (SELECT unnest(range(4)) AS attempt);

-- name: foreign
-- Those of them that mean something elsewhere.
CREATE OR REPLACE TEMP TABLE elsewhere AS
SELECT DISTINCT entity_id FROM (
    SELECT entity_id FROM base_member UNION ALL SELECT entity_id FROM former_member
    UNION ALL SELECT old_id FROM base_redirect UNION ALL SELECT entity_id FROM base_redirect
    UNION ALL SELECT entity_id FROM entity WHERE entity_id NOT IN (SELECT entity_id FROM gone)
) SEMI JOIN free_id USING (entity_id) ANTI JOIN base_local USING (entity_id);

-- name: record
SELECT * FROM record WHERE record_id IN (FROM touched);

-- name: source
SELECT * FROM source;

-- name: earlier_delivery
SELECT * FROM earlier_delivery;

-- name: field
SELECT * FROM field;

-- name: comparison
SELECT * FROM comparison;

-- name: original
SELECT * FROM original WHERE record_id IN (FROM touched);

-- name: standard
SELECT * FROM standard WHERE record_id IN (FROM touched);

-- name: pair
SELECT * FROM pair WHERE left_id IN (FROM touched) AND right_id IN (FROM touched);

-- name: model
SELECT * FROM model;

-- name: caution
SELECT * FROM caution;

-- name: unique_source
SELECT * FROM unique_source;

-- name: judgement
SELECT fact_id, serial, left_id, right_id, verdict, made_by, made_on, note FROM act
WHERE kind = 'judgement' AND withdrawn IS NULL AND left_id IN (FROM touched) AND right_id IN (FROM touched);

-- name: override
SELECT fact_id, serial, said->>'record_id' AS record_id, said->>'entity_id' AS entity_id, said->>'field' AS field,
       said->>'value' AS value, made_by, made_on, said->>'note' AS note
FROM (SELECT *, body::JSON AS said FROM fact WHERE kind = 'override')
WHERE fact_id NOT IN (SELECT body::JSON->>'target' FROM fact WHERE kind = 'withdrawal');

-- name: prior_member
SELECT entity_id, record_id FROM base_member WHERE record_id IN (FROM touched);

-- name: prior_redirect
SELECT old_id, entity_id FROM base_redirect WHERE entity_id IN (FROM base_local)
UNION ALL SELECT entity_id, entity_id FROM elsewhere WHERE entity_id NOT IN
    (SELECT old_id FROM base_redirect WHERE entity_id IN (FROM base_local));

-- name: master_entity
SELECT * FROM master_entity WHERE record_id IN (FROM touched);

-- name: prior_retired
SELECT entity_id, record_id FROM base_retired WHERE entity_id IN (FROM retired_local);

-- name: clear
DELETE FROM held_link WHERE left_id IN (FROM touched) AND right_id IN (FROM touched);
DELETE FROM stretched WHERE left_id IN (FROM touched);
DELETE FROM overruled WHERE left_id IN (FROM touched);
DELETE FROM retired_member WHERE record_id IN (FROM touched) OR entity_id IN (FROM retired_local);
DELETE FROM later_event WHERE entity_id IN (
    SELECT entity_id FROM gone UNION FROM base_local UNION SELECT entity_id FROM new_entity UNION SELECT entity_id FROM new_entity_event);
DELETE FROM redirect WHERE old_id IN (
    SELECT entity_id FROM gone UNION FROM base_local UNION SELECT entity_id FROM new_entity
    UNION SELECT old_id FROM base_redirect WHERE entity_id IN (FROM base_local));

-- name: lead_on
-- An id that was given since the run and is given no more leads to where most of its records went.
CREATE OR REPLACE TEMP TABLE led_on AS
SELECT gone.entity_id AS old_id, new_member.entity_id FROM gone JOIN new_member USING (record_id)
ANTI JOIN new_entity AS here ON here.entity_id = gone.entity_id ANTI JOIN base_local ON base_local.entity_id = gone.entity_id
GROUP BY gone.entity_id, new_member.entity_id
QUALIFY row_number() OVER (PARTITION BY gone.entity_id ORDER BY count(*) DESC, min(record_id)) = 1;

-- name: led_members
SELECT entity_id, record_id FROM gone SEMI JOIN led_on ON led_on.old_id = gone.entity_id;
