-- name: sources
-- Sources without a key, and whether each is the latest delivery.
SELECT source_id, name, coalesce(sheet, ''), raw_table, records, coalesce(feed_id, source_id) = source_id
FROM source LEFT JOIN earlier_delivery USING (source_id) WHERE key_column IS NULL AND records > 0 ORDER BY source_id;

-- name: columns
SELECT header, column_name, semantic_type, field IS NOT NULL FROM source_column WHERE source_id = ? ORDER BY position;

-- name: contents
SELECT record_id, content_hash FROM record WHERE list_contains(?, source_id);

-- name: home
SELECT database_name, path FROM duckdb_databases() WHERE database_name = current_database();

-- name: sees
SELECT count(*) > 0 FROM duckdb_databases() WHERE database_name = ? AND path = ?;

-- name: show
CREATE OR REPLACE TEMP VIEW {name} AS
SELECT record_id, content_hash FROM {home}.main.record {among} WHERE source_id IN ({ids});

-- name: hide
DROP VIEW {name};

-- name: lost
-- Records of before that did not come back as they were.
CREATE OR REPLACE TEMP TABLE lost AS
SELECT record_id, content_hash, "row" FROM record {among} ANTI JOIN arrived_content USING (record_id, content_hash)
WHERE list_contains(?, source_id);

-- name: fresh
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT record_id, content_hash, "row" FROM record ANTI JOIN known_content USING (record_id, content_hash)
WHERE list_contains(?, source_id);

-- name: settle
CREATE OR REPLACE TEMP TABLE settled (lost_id VARCHAR, fresh_id VARCHAR);

-- name: same_content
-- The very same text under another id, since it was anchored before; equal rows in their order.
INSERT INTO settled
SELECT one.record_id, other.record_id
FROM (SELECT *, row_number() OVER (PARTITION BY content_hash ORDER BY "row") AS ordinal FROM lost_row) AS one
JOIN (SELECT *, row_number() OVER (PARTITION BY content_hash ORDER BY "row") AS ordinal FROM fresh_row) AS other
USING (content_hash, ordinal);

-- name: cells
CREATE OR REPLACE TEMP TABLE lost_cell AS
SELECT record_id, place, said FROM (UNPIVOT (SELECT record_id, {lost} FROM lost_row) ON COLUMNS(* EXCLUDE record_id) INTO NAME place VALUE said)
WHERE said <> '' AND record_id NOT IN (SELECT lost_id FROM settled);
CREATE OR REPLACE TEMP TABLE fresh_cell AS
SELECT record_id, place, said FROM (UNPIVOT (SELECT record_id, {fresh} FROM fresh_row) ON COLUMNS(* EXCLUDE record_id) INTO NAME place VALUE said)
WHERE said <> '' AND record_id NOT IN (SELECT fresh_id FROM settled);

-- name: telling
CREATE OR REPLACE TEMP TABLE telling AS
SELECT place, bits FROM (SELECT unnest($places::VARCHAR[]) AS place, unnest($bits::DOUBLE[]) AS bits) WHERE bits IS NOT NULL;

-- name: whole
-- Records that say the same wherever both deliveries have a column, and that nothing else on either side does.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH one AS (SELECT any_value(record_id) AS lost_id, said FROM (
    SELECT record_id, sum(hash(place, said)) AS said FROM lost_cell GROUP BY record_id) GROUP BY said HAVING count(*) = 1),
other AS (SELECT any_value(record_id) AS fresh_id, said FROM (
    SELECT record_id, sum(hash(place, said)) AS said FROM fresh_cell GROUP BY record_id) GROUP BY said HAVING count(*) = 1)
SELECT lost_id, fresh_id FROM one JOIN other USING (said);

-- name: parts
-- Records that share a text few others have, or that differ in a single cell; so many couples at most for each text.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH one AS (SELECT place, said, list(record_id) AS ids FROM lost_cell GROUP BY place, said HAVING count(*) <= $few),
other AS (SELECT place, said, list(record_id) AS ids FROM fresh_cell GROUP BY place, said HAVING count(*) <= $few),
rare AS (SELECT unnest(one.ids) AS lost_id, other.ids FROM one JOIN other USING (place, said)),
lost_rest AS (SELECT record_id, place, sum(hash(place, said)) OVER (PARTITION BY record_id) - hash(place, said) AS said FROM lost_cell),
fresh_rest AS (SELECT record_id, place, sum(hash(place, said)) OVER (PARTITION BY record_id) - hash(place, said) AS said FROM fresh_cell),
left_one AS (SELECT any_value(record_id) AS lost_id, place, said FROM lost_rest GROUP BY place, said HAVING count(*) = 1),
left_other AS (SELECT any_value(record_id) AS fresh_id, place, said FROM fresh_rest GROUP BY place, said HAVING count(*) = 1)
SELECT lost_id, unnest(ids) AS fresh_id FROM rare UNION SELECT lost_id, fresh_id FROM left_one JOIN left_other USING (place, said);

-- name: accept
-- A couple counts where what agrees outweighs what differs and more than singles a record out, and where names are about
-- the same; it is settled where neither has another such.
INSERT INTO settled
WITH cell AS (
    SELECT lost_id, fresh_id, place, one.said AS was, NULL AS stands FROM candidate JOIN lost_cell AS one ON one.record_id = lost_id
    UNION ALL
    SELECT lost_id, fresh_id, place, NULL, other.said FROM candidate JOIN fresh_cell AS other ON other.record_id = fresh_id
),
beside AS (SELECT lost_id, fresh_id, place, any_value(was) AS was, any_value(stands) AS stands FROM cell GROUP BY ALL),
held AS (
    SELECT lost_id, fresh_id, coalesce(sum(bits) FILTER (was = stands), 0) AS agree,
           coalesce(sum(bits) FILTER (was <> stands), 0) + coalesce(sum(bits) FILTER ((was = stands) IS NULL), 0) / 2 AS differ,
           bool_or(coalesce(list_contains($names, place) AND jaro_winkler_similarity(was, stands) < $alike, false)
                   OR coalesce(list_contains($codes, place) AND was <> stands, false)) AS other
    FROM beside JOIN telling USING (place) GROUP BY lost_id, fresh_id
),
fit AS (FROM held WHERE NOT other AND agree >= $outweigh * differ AND agree >= $enough)
SELECT lost_id, fresh_id FROM fit
QUALIFY count(*) OVER (PARTITION BY lost_id) = 1 AND count(*) OVER (PARTITION BY fresh_id) = 1;

-- name: forget_settled
DELETE FROM lost_cell WHERE record_id IN (SELECT lost_id FROM settled);
DELETE FROM fresh_cell WHERE record_id IN (SELECT fresh_id FROM settled);

-- name: ids
-- Who is known again has the id of before; an id that so means another record is not given to one that only reads as it did.
CREATE OR REPLACE TEMP TABLE new_id AS
SELECT fresh_id AS old_id, lost_id AS record_id, 0 AS attempt FROM settled
UNION ALL
SELECT record_id, 'r' || substr(md5(concat_ws(chr(31), record_id, content_hash)), 1, 15), 1
FROM fresh_row WHERE record_id NOT IN (SELECT fresh_id FROM settled) AND record_id IN (SELECT record_id FROM {known});

-- name: clash
SELECT count(*) FROM new_id WHERE attempt > 0 AND (
    record_id IN (SELECT record_id FROM record) OR record_id IN (SELECT record_id FROM {known}));

-- name: again
UPDATE new_id SET attempt = attempt + 1, record_id = 'r' || substr(md5(concat_ws(chr(31), old_id, record_id, attempt)), 1, 15)
WHERE attempt > 0 AND (record_id IN (SELECT record_id FROM record) OR record_id IN (SELECT record_id FROM {known}));

-- name: count
SELECT count(*) FROM settled JOIN lost_row ON lost_row.record_id = lost_id JOIN fresh_row ON fresh_row.record_id = fresh_id
WHERE lost_row.content_hash <> fresh_row.content_hash;
