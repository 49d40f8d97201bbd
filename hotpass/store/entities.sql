-- name: clear
DELETE FROM entity; DELETE FROM member; DELETE FROM chosen_value; DELETE FROM entity_event; DELETE FROM redirect;
DELETE FROM former_member; DELETE FROM retired_member;

-- name: survivors
-- What is left of each entity, cluster by cluster; `core` counts what it had before others were merged into it.
CREATE OR REPLACE TEMP TABLE survivor AS
SELECT prior.entity_id, cluster_id, count(*) AS records, sum(count(*)) OVER (PARTITION BY prior.entity_id) AS present,
       count(core.record_id) AS core, sum(count(core.record_id)) OVER (PARTITION BY prior.entity_id) AS core_present
FROM (SELECT DISTINCT entity_id, record_id FROM prior_member) AS prior JOIN cluster USING (record_id)
LEFT JOIN prior_retired AS core ON core.entity_id = prior.entity_id AND core.record_id = prior.record_id
GROUP BY prior.entity_id, cluster_id;

-- name: pledges
-- Where the ids of a master list are now; of several that a person put together the one with most records speaks.
CREATE OR REPLACE TEMP TABLE pledge AS
WITH had AS (SELECT entity_id, cluster_id, count(DISTINCT record_id) AS records FROM prior_member JOIN cluster USING (record_id) GROUP BY ALL)
SELECT entity_id, record_id, cluster_id,
       row_number() OVER (PARTITION BY cluster_id ORDER BY coalesce(had.records, 0) DESC, entity_id) = 1 AS speaks
FROM master_entity JOIN cluster USING (record_id) LEFT JOIN had USING (entity_id, cluster_id);

-- name: homes
-- The cluster that holds more than half of what is left of an entity, else most of its core, else most of it;
-- `majority` where that is at least half of it or more than half of its core. A master list's id is at home with its record.
CREATE OR REPLACE TEMP TABLE home AS
SELECT entity_id, survivor.cluster_id, records, 2 * records >= present OR 2 * core > core_present AS majority
FROM survivor LEFT JOIN pledge USING (entity_id) WHERE coalesce(pledge.cluster_id, survivor.cluster_id) = survivor.cluster_id
QUALIFY row_number() OVER (
    PARTITION BY entity_id ORDER BY 2 * records > present DESC, core DESC, records DESC, survivor.cluster_id) = 1;

-- name: claims
-- A cluster is what a master list says, else it goes on as the entity that brings most records to it.
CREATE OR REPLACE TEMP TABLE named AS
SELECT cluster_id, entity_id, entity_id NOT IN (SELECT entity_id FROM prior_member UNION ALL SELECT old_id FROM prior_redirect) AS fresh
FROM pledge WHERE speaks
UNION ALL FROM (
    SELECT cluster_id, entity_id, false FROM home ANTI JOIN pledge USING (cluster_id) WHERE majority
    QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY records DESC, entity_id) = 1
);

-- name: revive
-- A cluster that goes on as nobody takes back the id of a merged entity of which it has most, closest in size first;
-- not one that lives, whose id leads to where its records are, or that is merely absent with all of them.
CREATE OR REPLACE TEMP TABLE revived AS
WITH held AS (
    SELECT entity_id, cluster_id, count(*) AS records, sum(count(*)) OVER (PARTITION BY entity_id) AS present
    FROM prior_retired JOIN cluster USING (record_id) GROUP BY entity_id, cluster_id
),
sized AS (SELECT cluster_id, count(*) AS size FROM cluster SEMI JOIN held USING (cluster_id) GROUP BY cluster_id)
SELECT cluster_id, entity_id FROM held JOIN sized USING (cluster_id)
ANTI JOIN named ON named.cluster_id = held.cluster_id ANTI JOIN prior_member AS lived ON lived.entity_id = held.entity_id
ANTI JOIN pledge ON pledge.entity_id = held.entity_id WHERE 2 * records > present
QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY records / (present + size - records) DESC, entity_id) = 1
UNION ALL
SELECT cluster_id, entity_id FROM pledge WHERE speaks AND entity_id IN (SELECT old_id FROM prior_redirect);

-- name: own_again
INSERT INTO named SELECT cluster_id, entity_id, false FROM revived ANTI JOIN named USING (cluster_id);

-- name: given
CREATE OR REPLACE TEMP TABLE given AS
SELECT entity_id FROM prior_member UNION SELECT old_id FROM prior_redirect UNION SELECT entity_id FROM prior_redirect
UNION SELECT entity_id FROM master_entity;

-- name: newcomers
CREATE OR REPLACE TEMP TABLE newcomer AS
SELECT cluster_id, 'e' || substr(md5(cluster_id), 1, 12) AS entity_id, 0 AS attempt
FROM (SELECT DISTINCT cluster_id FROM cluster) ANTI JOIN named USING (cluster_id);

-- name: clashes
CREATE OR REPLACE TEMP TABLE clash AS
WITH shared AS (SELECT entity_id FROM newcomer GROUP BY entity_id HAVING count(*) > 1)
SELECT cluster_id FROM newcomer SEMI JOIN given USING (entity_id)
UNION FROM (
    SELECT cluster_id FROM newcomer SEMI JOIN shared USING (entity_id)
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY attempt DESC, cluster_id) > 1
);

-- name: clash_count
SELECT count(*) FROM clash;

-- name: rename
UPDATE newcomer SET attempt = attempt + 1,
    entity_id = 'e' || substr(md5(cluster_id || chr(31) || (attempt + 1)), 1, 12)
WHERE cluster_id IN (FROM clash);

-- name: welcome
INSERT INTO named SELECT cluster_id, entity_id, true FROM newcomer;

-- name: members
INSERT INTO member SELECT entity_id, record_id FROM cluster JOIN named USING (cluster_id) ORDER BY ALL;

-- name: entities
INSERT INTO entity
WITH weakest AS (
    SELECT lefts.entity_id, min(match_weight) AS weight
    FROM pair JOIN member AS lefts ON lefts.record_id = left_id
              JOIN member AS rights ON rights.record_id = right_id AND rights.entity_id = lefts.entity_id
    GROUP BY lefts.entity_id
),
held AS (
    SELECT entity_id, count(*)::INTEGER AS records, min(source_id) AS low, max(source_id) AS high
    FROM member JOIN record USING (record_id) GROUP BY entity_id
),
-- Most are of one source, and need no counting of sources.
spread AS (
    SELECT entity_id, count(DISTINCT source_id)::INTEGER AS sources
    FROM held JOIN member USING (entity_id) JOIN record USING (record_id) WHERE low < high GROUP BY entity_id
)
SELECT entity_id, records, coalesce(sources, 1), weight
FROM held LEFT JOIN spread USING (entity_id) LEFT JOIN weakest USING (entity_id) ORDER BY entity_id;

-- name: silent
-- Ids of a master list that stand for nothing of their own, and where they lead.
CREATE OR REPLACE TEMP TABLE silent AS
SELECT pledge.entity_id AS old_id, named.entity_id FROM pledge JOIN named USING (cluster_id) WHERE NOT speaks;

-- name: redirects
-- Every id that ever was leads to where most of it is now; ids of entities that are merely absent keep their own meaning.
INSERT INTO redirect
WITH moved AS (
    SELECT home.entity_id AS old_id, named.entity_id FROM home JOIN named USING (cluster_id)
    WHERE home.entity_id <> named.entity_id
),
kept AS (
    SELECT prior_retired.entity_id AS old_id, named.entity_id
    FROM prior_retired JOIN cluster USING (record_id) JOIN named USING (cluster_id)
    GROUP BY prior_retired.entity_id, named.entity_id
    QUALIFY row_number() OVER (PARTITION BY old_id ORDER BY count(*) DESC, min(record_id)) = 1
)
FROM moved
UNION ALL
FROM silent ANTI JOIN moved USING (old_id) ANTI JOIN prior_redirect USING (old_id)
UNION ALL
SELECT prior.old_id, coalesce(silent.entity_id, kept.entity_id, moved.entity_id, prior.entity_id)
FROM prior_redirect AS prior LEFT JOIN silent ON silent.old_id = prior.old_id
LEFT JOIN moved ON moved.old_id = prior.entity_id LEFT JOIN kept ON kept.old_id = prior.old_id
WHERE prior.old_id NOT IN (SELECT entity_id FROM revived)
ORDER BY ALL;

-- name: retire
-- Both sides of a merge are remembered as they were, the one that goes on for as long as an id leads to it.
INSERT INTO retired_member
WITH moved AS (
    SELECT home.entity_id AS old_id, named.entity_id FROM home JOIN named USING (cluster_id)
    WHERE home.entity_id <> named.entity_id
)
SELECT DISTINCT entity_id, record_id FROM prior_member
WHERE entity_id IN (SELECT old_id FROM moved)
   OR (entity_id IN (SELECT entity_id FROM moved) AND entity_id NOT IN (SELECT entity_id FROM prior_retired))
UNION
SELECT entity_id, record_id FROM prior_retired
WHERE (entity_id IN (SELECT old_id FROM redirect) OR entity_id IN (SELECT entity_id FROM redirect))
  AND entity_id NOT IN (SELECT old_id FROM moved)
UNION
SELECT entity_id, record_id FROM pledge WHERE NOT speaks AND entity_id NOT IN (SELECT old_id FROM moved)
ORDER BY ALL;

-- name: events
INSERT INTO entity_event
WITH went AS (
    SELECT survivor.entity_id AS old_id, named.entity_id AS new_id, survivor.records,
           home.cluster_id IS NOT NULL AS is_home
    FROM survivor JOIN named USING (cluster_id)
    LEFT JOIN home ON home.entity_id = survivor.entity_id AND home.cluster_id = survivor.cluster_id
)
SELECT entity_id, 'new' AS event, NULL AS other_id, records FROM named JOIN entity USING (entity_id) WHERE fresh
UNION ALL
SELECT entity_id, 'revived', prior.entity_id, records FROM revived JOIN entity USING (entity_id)
LEFT JOIN prior_redirect AS prior ON prior.old_id = entity.entity_id
UNION ALL
SELECT old_id, 'merged', new_id, records FROM went WHERE is_home AND old_id <> new_id
UNION ALL
SELECT old_id, 'split', new_id, records FROM went WHERE NOT is_home AND old_id <> new_id
UNION ALL
SELECT new_id, 'split', old_id, records FROM went WHERE NOT is_home AND old_id <> new_id
UNION ALL
SELECT old_id, 'merged', entity_id, 1 FROM silent ANTI JOIN home ON home.entity_id = old_id ANTI JOIN prior_redirect USING (old_id)
UNION ALL
SELECT entity_id, 'absent', NULL, count(*) FROM prior_member ANTI JOIN survivor USING (entity_id)
ANTI JOIN pledge USING (entity_id) GROUP BY entity_id
ORDER BY ALL;

-- name: absent
INSERT INTO entity_event SELECT entity_id, 'absent', NULL, count(*) FROM former_member GROUP BY entity_id;

-- name: former
INSERT INTO former_member
SELECT DISTINCT entity_id, record_id FROM prior_member ANTI JOIN survivor USING (entity_id) ANTI JOIN pledge USING (entity_id)
ORDER BY ALL;

-- name: counts
SELECT (SELECT count(*) FROM entity), (SELECT count(*) FROM redirect JOIN home ON home.entity_id = old_id),
       (SELECT count(DISTINCT entity_id) FROM entity_event WHERE event = 'split');

-- name: overrides
CREATE OR REPLACE TEMP TABLE said AS
SELECT coalesce(member.entity_id, entity.entity_id, redirect.entity_id) AS entity_id, override.field,
       nullif(override.value, '') AS value
FROM override LEFT JOIN member USING (record_id)
LEFT JOIN entity ON entity.entity_id = override.entity_id LEFT JOIN redirect ON redirect.old_id = override.entity_id
WHERE coalesce(member.entity_id, entity.entity_id, redirect.entity_id) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY coalesce(member.entity_id, entity.entity_id, redirect.entity_id), override.field
                           ORDER BY override.serial DESC, override.fact_id DESC) = 1;

-- name: overrides_lost
SELECT count(*) FROM override LEFT JOIN member USING (record_id)
LEFT JOIN entity ON entity.entity_id = override.entity_id LEFT JOIN redirect ON redirect.old_id = override.entity_id
WHERE coalesce(member.entity_id, entity.entity_id, redirect.entity_id) IS NULL;

-- name: strangers
-- Ids that another run gave out and this one does not know, with the records they last stood for.
CREATE OR REPLACE TEMP TABLE stranger AS
WITH known AS (SELECT entity_id FROM entity UNION SELECT old_id FROM redirect UNION SELECT entity_id FROM former_member),
own AS (
    SELECT entity_id, record_id FROM {other}.member UNION SELECT entity_id, record_id FROM {other}.retired_member
    UNION SELECT entity_id, record_id FROM {other}.former_member
)
FROM own ANTI JOIN known USING (entity_id)
UNION
SELECT old_id, record_id FROM {other}.redirect JOIN {other}.member USING (entity_id)
ANTI JOIN known ON known.entity_id = old_id ANTI JOIN own ON own.entity_id = old_id;

-- name: answers
CREATE OR REPLACE TEMP TABLE answer AS
SELECT stranger.entity_id AS old_id, member.entity_id FROM stranger JOIN member USING (record_id)
GROUP BY stranger.entity_id, member.entity_id
QUALIFY row_number() OVER (PARTITION BY stranger.entity_id ORDER BY count(*) DESC, min(record_id)) = 1;

-- name: answer
INSERT INTO redirect FROM answer;
INSERT INTO retired_member SELECT entity_id, record_id FROM stranger SEMI JOIN answer ON old_id = stranger.entity_id;
INSERT INTO former_member SELECT entity_id, record_id FROM stranger ANTI JOIN answer ON old_id = stranger.entity_id;
