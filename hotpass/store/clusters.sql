-- name: nodes
CREATE OR REPLACE TEMP TABLE node AS
SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS number FROM (SELECT DISTINCT record_id FROM record);

-- name: node_count
SELECT count(*) FROM node;

-- name: ids
SELECT number, record_id FROM node WHERE number IN (SELECT unnest(?::INTEGER[]));

-- name: lines
SELECT auto_match_weight, clerical_weight FROM model LIMIT 1;

-- name: edges
SELECT least(lefts.number, rights.number) AS low, greatest(lefts.number, rights.number) AS high,
       max(match_weight) AS weight
FROM pair JOIN node AS lefts ON lefts.record_id = left_id JOIN node AS rights ON rights.record_id = right_id
WHERE left_id <> right_id GROUP BY low, high ORDER BY low, high;

-- name: of_rule
SELECT least(lefts.number, rights.number) AS low, greatest(lefts.number, rights.number) AS high,
       max(match_weight) AS weight
FROM pair JOIN node AS lefts ON lefts.record_id = left_id JOIN node AS rights ON rights.record_id = right_id
WHERE match_key = $rule AND left_id <> right_id GROUP BY low, high ORDER BY low, high;

-- name: any_unique
SELECT count(*) > 0 FROM unique_source;

-- name: unique_sources
SELECT coalesce(max(unique_source.source_id), -1)::INTEGER AS source_id
FROM node JOIN record USING (record_id) LEFT JOIN earlier_delivery AS earlier USING (source_id)
LEFT JOIN unique_source ON unique_source.source_id = coalesce(earlier.feed_id, record.source_id) GROUP BY number ORDER BY number;

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
SELECT count(*) - (SELECT count(*) FROM latest SEMI JOIN node AS lefts ON lefts.record_id = left_id
                                        SEMI JOIN node AS rights ON rights.record_id = right_id) FROM latest;

-- name: clear
DELETE FROM cluster; DELETE FROM held_link; DELETE FROM stretched; DELETE FROM overruled;

-- name: save
INSERT INTO cluster
SELECT smallest.record_id, node.record_id
FROM grouped JOIN node USING (number) JOIN node AS smallest ON smallest.number = grouped.cluster
ORDER BY smallest.number, node.number;

-- name: count
-- A cluster is called by one of its records.
SELECT count(*) FILTER (cluster_id = record_id), count(*) FROM cluster;

-- name: held_count
SELECT count(*) FROM held_link;

-- name: hold
-- Two clusters that each hold a record of one unique source are different by what that source is: nobody is asked.
INSERT INTO held_link
WITH single AS (
    SELECT DISTINCT cluster_id, unique_source.source_id FROM cluster JOIN record USING (record_id)
    LEFT JOIN earlier_delivery AS earlier USING (source_id)
    JOIN unique_source ON unique_source.source_id = coalesce(earlier.feed_id, record.source_id)
),
said AS (
    SELECT lefts.record_id AS left_id, rights.record_id AS right_id, serial,
           lc.cluster_id AS left_cluster, rc.cluster_id AS right_cluster
    FROM apart JOIN node AS lefts ON lefts.number = "left" JOIN node AS rights ON rights.number = "right"
    JOIN cluster AS lc ON lc.record_id = lefts.record_id JOIN cluster AS rc ON rc.record_id = rights.record_id
),
wall AS (
    SELECT least(left_cluster, right_cluster) AS low, greatest(left_cluster, right_cluster) AS high,
           arg_min(left_id, serial) AS left_id, arg_min(right_id, serial) AS right_id
    FROM said GROUP BY low, high
),
split AS (
    SELECT least(pair.left_id, pair.right_id) AS left_id, greatest(pair.left_id, pair.right_id) AS right_id,
           least(lc.cluster_id, rc.cluster_id) AS low, greatest(lc.cluster_id, rc.cluster_id) AS high,
           max(match_weight) AS match_weight, max(match_weight) >= $auto AS sure
    FROM pair
    JOIN cluster AS lc ON lc.record_id = pair.left_id JOIN cluster AS rc ON rc.record_id = pair.right_id
    WHERE match_weight >= $clerical AND lc.cluster_id <> rc.cluster_id GROUP BY 1, 2, 3, 4
),
settled AS (
    SELECT DISTINCT low, high FROM split JOIN single AS one ON one.cluster_id = low
    JOIN single AS other ON other.cluster_id = high AND other.source_id = one.source_id
)
SELECT split.left_id, split.right_id, split.match_weight, CASE
    WHEN wall.low IS NULL THEN CASE WHEN latest.verdict = 'unsure' THEN $unsure WHEN sure THEN $unfit ELSE $undecided END
    WHEN latest.verdict = 'non_match' THEN $judged
    ELSE 'The decision that ' || wall.left_id || ' and ' || wall.right_id
         || ' are different keeps their clusters apart.' END, wall.low IS NULL AND latest.verdict IS DISTINCT FROM 'unsure'
FROM split LEFT JOIN wall USING (low, high) LEFT JOIN latest
     ON latest.left_id = split.left_id AND latest.right_id = split.right_id
ANTI JOIN settled USING (low, high) WHERE sure OR wall.low IS NULL ORDER BY ALL;

-- name: overrule
INSERT INTO overruled
SELECT lefts.record_id, rights.record_id, serial FROM gave_way
JOIN node AS lefts ON lefts.number = "left" JOIN node AS rights ON rights.number = "right" ORDER BY ALL;

-- name: stretch
INSERT INTO stretched
WITH side AS (
    SELECT split, is_left, list(record_id ORDER BY number) AS records FROM split_member JOIN node ON number = member GROUP BY ALL
)
SELECT one.record_id, other.record_id, bits, lefts.records, rights.records
FROM split_link JOIN node AS one ON one.number = "left" JOIN node AS other ON other.number = "right"
JOIN side AS lefts ON lefts.split = split_link.split AND lefts.is_left
JOIN side AS rights ON rights.split = split_link.split AND NOT rights.is_left ORDER BY ALL;

-- name: namings
SELECT 'gamma_' || comparison.name, max(level) FROM comparison
JOIN field ON list_contains(string_split(comparison.field, ','), field.name)
JOIN duckdb_columns() AS kept ON kept.table_name = 'pair' AND kept.column_name = 'gamma_' || comparison.name
     AND kept.database_name = current_database()
WHERE semantic_type IN ('organisation_name', 'person_name') GROUP BY 1 ORDER BY 1;

-- name: cautious
SELECT alike FROM caution;

-- name: cautious_before
SELECT alike FROM model;

-- name: heed
INSERT INTO caution VALUES (?);

-- name: unlike
-- Numbers of the ends of pairs whose names are not about the same, the lower first, as `edges` has them.
SELECT least(lefts.number, rights.number) AS low, greatest(lefts.number, rights.number) AS high
FROM pair JOIN node AS lefts ON lefts.record_id = left_id JOIN node AS rights ON rights.record_id = right_id
WHERE left_id <> right_id AND {condition} GROUP BY low, high ORDER BY low, high;

-- name: let_go
DELETE FROM held_link WHERE waits AND (left_id, right_id) IN (
    SELECT least(left_id, right_id), greatest(left_id, right_id) FROM pair WHERE {condition});

-- name: inside
FROM pair JOIN cluster AS lefts ON lefts.record_id = left_id
JOIN cluster AS rights ON rights.record_id = right_id AND rights.cluster_id = lefts.cluster_id
