-- name: empty
DELETE FROM {table};

-- name: line
SELECT min(auto_match_weight), least(min(auto_match_weight), min(clerical_weight)) FROM model;

-- name: settings
SELECT settings FROM model;

-- name: counts
SELECT name, value, records FROM value_count;

-- name: counts_since
-- Those that are laid by as well are left out, but for how many records had any value.
FROM value_count_since UNION ALL SELECT name, value, records FROM value_count WHERE value IS NULL;

-- name: limits
SELECT rule, largest FROM block_limit;

-- name: crowds
SELECT rule, value FROM crowd;

-- name: apart
SELECT source_id FROM unique_source ORDER BY source_id;

-- name: void
-- Of the pairs of before, those of records that changed or were compared anew, and those that closed a group that changed.
DELETE FROM pair WHERE match_key <> $twins AND (
    left_id IN (FROM void_record) OR right_id IN (FROM void_record)
    OR (match_key = $closed AND left_id IN (FROM group_anew)));

-- name: part
DELETE FROM pair USING parted WHERE match_key = $twins AND parted.left_id = pair.left_id AND parted.right_id = pair.right_id;

-- name: crowd
DELETE FROM crowd USING left_in WHERE left_in.rule = crowd.rule AND left_in.value = crowd.value;

-- name: begin
CREATE OR REPLACE TEMP TABLE named AS
SELECT record_id FROM change WHERE fate <> 'moved' UNION FROM void_record UNION FROM group_anew UNION FROM twin;

-- name: beside
-- Whoever waits for a person beside one of them may wait no more.
INSERT INTO named SELECT record_id FROM (
    SELECT right_id AS record_id FROM pair WHERE match_weight >= $clerical AND left_id IN (FROM {place})
    UNION SELECT left_id FROM pair WHERE match_weight >= $clerical AND right_id IN (FROM {place})
) ANTI JOIN named USING (record_id);

-- name: touched
CREATE OR REPLACE TEMP TABLE touched AS FROM named;
CREATE OR REPLACE TEMP TABLE reached AS FROM named;
CREATE OR REPLACE TEMP TABLE gone (entity_id VARCHAR, record_id VARCHAR);
CREATE OR REPLACE TEMP TABLE known (entity_id VARCHAR);

-- name: reached
-- What is tied to the last ones that were reached by a sure pair, a decision, or by having been one: a cluster is an entity.
-- Each entity is looked for once, so that in the end `gone` has the members of all that were touched.
CREATE OR REPLACE TEMP TABLE own AS (
    SELECT entity_id FROM member WHERE record_id IN (SELECT record_id FROM reached ANTI JOIN gone USING (record_id))
    UNION SELECT entity_id FROM former_member WHERE record_id IN (FROM reached)
    UNION SELECT entity_id FROM retired_member WHERE record_id IN (FROM reached)
) EXCEPT FROM known;
INSERT INTO known FROM own;
CREATE OR REPLACE TEMP TABLE mate AS SELECT entity_id, record_id FROM member WHERE entity_id IN (FROM own);
INSERT INTO gone FROM mate;
CREATE OR REPLACE TEMP TABLE reached AS
WITH last AS (FROM reached)
SELECT record_id FROM (
    SELECT right_id AS record_id FROM pair WHERE match_weight >= $auto AND left_id IN (FROM last)
    UNION SELECT left_id FROM pair WHERE match_weight >= $auto AND right_id IN (FROM last)
    UNION SELECT right_id FROM judgement WHERE left_id IN (FROM last)
    UNION SELECT left_id FROM judgement WHERE right_id IN (FROM last)
    UNION SELECT record_id FROM mate
    UNION SELECT record_id FROM former_member WHERE entity_id IN (FROM own)
    UNION SELECT record_id FROM retired_member WHERE entity_id IN (FROM own)
) ANTI JOIN touched USING (record_id);

-- name: reached_count
SELECT count(*) FROM reached;

-- name: grow
INSERT INTO touched FROM reached;

-- name: prior
CREATE OR REPLACE TEMP TABLE before_local AS
SELECT entity_id FROM gone UNION SELECT entity_id FROM former_member WHERE record_id IN (FROM touched);
CREATE OR REPLACE TEMP TABLE elsewhere AS
SELECT DISTINCT entity_id FROM (
    SELECT entity_id FROM entity UNION ALL SELECT entity_id FROM former_member
    UNION ALL SELECT old_id FROM redirect UNION ALL SELECT entity_id FROM redirect
) SEMI JOIN free_id USING (entity_id) ANTI JOIN before_local USING (entity_id);

-- name: judgement
SELECT * FROM judgement WHERE left_id IN (FROM touched) AND right_id IN (FROM touched);

-- name: override
SELECT * FROM override;

-- name: prior_member
-- Whoever is of an entity of theirs was reached.
SELECT entity_id, record_id FROM gone
UNION ALL SELECT entity_id, record_id FROM former_member WHERE entity_id IN (FROM before_local);

-- name: prior_redirect
SELECT old_id, entity_id FROM redirect WHERE entity_id IN (FROM before_local)
UNION ALL SELECT entity_id, entity_id FROM elsewhere WHERE entity_id NOT IN
    (SELECT old_id FROM redirect WHERE entity_id IN (FROM before_local));

-- name: prior_retired
SELECT entity_id, record_id FROM retired_member WHERE record_id IN (FROM touched);

-- name: clear
DELETE FROM held_link WHERE left_id IN (FROM touched) AND right_id IN (FROM touched);
DELETE FROM stretched WHERE left_id IN (FROM touched);
DELETE FROM overruled WHERE left_id IN (FROM touched);
DELETE FROM redirect WHERE entity_id IN (FROM before_local) OR old_id IN (FROM before_local);
DELETE FROM retired_member WHERE record_id IN (FROM touched);
DELETE FROM former_member WHERE entity_id IN (FROM before_local);
DELETE FROM member WHERE record_id IN (FROM touched);
DELETE FROM entity WHERE entity_id IN (SELECT entity_id FROM gone);
DELETE FROM entity_event;

-- name: begin_anew
-- Row by row it would have to be read to be emptied.
CREATE OR REPLACE TABLE {table} AS FROM {table} LIMIT 0;

-- name: put
INSERT INTO {table} BY NAME FROM {rows};

-- name: changed_row
SELECT record_id AS key FROM change

-- name: changed_content
SELECT record_id AS key FROM change WHERE fate <> 'moved'

-- name: changed_pair
SELECT record_id AS key FROM void_record UNION FROM group_anew UNION FROM twin

-- name: changed_value
SELECT DISTINCT value AS key FROM shared_now

-- name: changed_crowd
SELECT value AS key FROM left_in UNION SELECT value FROM left_out

-- name: changed_member
SELECT record_id AS key FROM touched

-- name: changed_entity
SELECT entity_id AS key FROM gone UNION SELECT entity_id FROM entity_now
