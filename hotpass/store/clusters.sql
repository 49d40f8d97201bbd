-- name: nodes
CREATE OR REPLACE TEMP TABLE node AS
SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS number FROM (SELECT DISTINCT record_id FROM record);

-- name: node_count
SELECT count(*) FROM node;

-- name: ids
SELECT number, record_id FROM node WHERE number IN (SELECT unnest(?::INTEGER[]));

-- name: lines
SELECT auto_match_weight, clerical_weight FROM model LIMIT 1;

-- name: latest
CREATE OR REPLACE TEMP TABLE latest AS
SELECT least(left_id, right_id) AS left_id, greatest(left_id, right_id) AS right_id, verdict, serial FROM judgement
WHERE left_id <> right_id
QUALIFY row_number() OVER (PARTITION BY least(left_id, right_id), greatest(left_id, right_id)
                           ORDER BY serial DESC, fact_id DESC) = 1;

-- name: judgements
SELECT lefts.number, rights.number, verdict, serial
FROM latest JOIN node AS lefts ON lefts.record_id = left_id JOIN node AS rights ON rights.record_id = right_id
WHERE verdict IN ('match', 'non_match') ORDER BY serial, left_id, right_id;

-- name: unheard
SELECT count(*) FROM latest WHERE left_id NOT IN (FROM (SELECT record_id FROM node))
                               OR right_id NOT IN (FROM (SELECT record_id FROM node));

-- name: clear
DELETE FROM cluster; DELETE FROM held_link;

-- name: save
INSERT INTO cluster
SELECT smallest.record_id, node.record_id
FROM grouped JOIN node USING (number) JOIN node AS smallest ON smallest.number = grouped.cluster ORDER BY ALL;

-- name: count
SELECT count(DISTINCT cluster_id), count(*) FROM cluster;

-- name: held_count
SELECT count(*) FROM held_link;
