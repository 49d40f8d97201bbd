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
SELECT record_id, content_hash FROM {records} WHERE source_id IN ({ids});

-- name: hide
DROP VIEW {name};

-- name: lost
-- Records of before that did not come back as they were.
CREATE OR REPLACE TEMP TABLE lost AS
SELECT row_number() OVER ()::INTEGER AS number, record_id, content_hash, "row" FROM {records} ANTI JOIN arrived_content USING (record_id, content_hash)
WHERE list_contains(?, source_id);

-- name: fresh
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT row_number() OVER ()::INTEGER AS number, record_id, content_hash, "row" FROM record ANTI JOIN known_content USING (record_id, content_hash)
WHERE list_contains(?, source_id);

-- name: settle
CREATE OR REPLACE TEMP TABLE settled (lost INTEGER, fresh INTEGER);

-- name: same_content
-- The very same text under another id, since it was anchored before; equal rows in their order.
INSERT INTO settled
SELECT one.number, other.number
FROM (SELECT *, row_number() OVER (PARTITION BY content_hash ORDER BY "row") AS ordinal FROM lost_row) AS one
JOIN (SELECT *, row_number() OVER (PARTITION BY content_hash ORDER BY "row") AS ordinal FROM fresh_row) AS other
USING (content_hash, ordinal);

-- name: cells
-- What the rest says in the columns that both have, cell by cell as its column's place and 64 bits of both.
CREATE OR REPLACE TEMP TABLE lost_said AS SELECT number, {lost} AS said FROM lost_row WHERE number NOT IN (SELECT lost FROM settled);
CREATE OR REPLACE TEMP TABLE fresh_said AS SELECT number, {fresh} AS said FROM fresh_row WHERE number NOT IN (SELECT fresh FROM settled);
CREATE OR REPLACE TEMP TABLE lost_cell AS
SELECT number, place, hash(place, said) AS said
FROM (SELECT number, generate_subscripts(said, 1) AS place, unnest(said) AS said FROM lost_said) WHERE said IS NOT NULL;
CREATE OR REPLACE TEMP TABLE fresh_cell AS
SELECT number, place, hash(place, said) AS said
FROM (SELECT number, generate_subscripts(said, 1) AS place, unnest(said) AS said FROM fresh_said) WHERE said IS NOT NULL;

-- name: whole
-- Records that say the same wherever both deliveries have a column, and that nothing else on either side does.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH one AS (SELECT any_value(number) AS lost, said FROM (
    SELECT number, sum(said) AS said FROM lost_cell GROUP BY number) GROUP BY said HAVING count(*) = 1),
other AS (SELECT any_value(number) AS fresh, said FROM (
    SELECT number, sum(said) AS said FROM fresh_cell GROUP BY number) GROUP BY said HAVING count(*) = 1)
SELECT lost, fresh FROM one JOIN other USING (said);

-- name: parts
-- Records that share a text few others have, or that differ in a single cell; so many couples at most for each text.
CREATE OR REPLACE TEMP TABLE candidate AS
WITH one AS (SELECT said, list(number) AS numbers FROM lost_cell GROUP BY said HAVING count(*) <= $few),
other AS (SELECT said, list(number) AS numbers FROM fresh_cell GROUP BY said HAVING count(*) <= $few),
rare AS (SELECT unnest(one.numbers) AS lost, other.numbers FROM one JOIN other USING (said)),
lost_whole AS (SELECT number, sum(said) AS whole FROM lost_cell GROUP BY number),
fresh_whole AS (SELECT number, sum(said) AS whole FROM fresh_cell GROUP BY number),
left_one AS (
    SELECT any_value(number) AS lost, place, whole - said AS rest FROM lost_cell JOIN lost_whole USING (number)
    GROUP BY place, rest HAVING count(*) = 1),
left_other AS (
    SELECT any_value(number) AS fresh, place, whole - said AS rest FROM fresh_cell JOIN fresh_whole USING (number)
    GROUP BY place, rest HAVING count(*) = 1)
SELECT lost, unnest(numbers) AS fresh FROM rare UNION SELECT lost, fresh FROM left_one JOIN left_other USING (place, rest);

-- name: accept
-- A couple counts where what agrees outweighs what differs and more than singles a record out, and where names are about
-- the same; it is settled where neither has another such.
INSERT INTO settled
WITH beside AS (
    SELECT lost, fresh, unnest(one.said) AS was, unnest(other.said) AS stands,
           unnest($bits::DOUBLE[]) AS bits, unnest($names::BOOLEAN[]) AS name, unnest($codes::BOOLEAN[]) AS code
    FROM candidate JOIN lost_said AS one ON one.number = lost JOIN fresh_said AS other ON other.number = fresh
),
held AS (
    SELECT lost, fresh, coalesce(sum(bits) FILTER (was = stands), 0) AS agree,
           coalesce(sum(bits) FILTER (was <> stands), 0) + coalesce(sum(bits) FILTER ((was = stands) IS NULL), 0) / 2 AS differ,
           bool_or(coalesce(was <> stands AND (code OR name AND jaro_winkler_similarity(was, stands) < $alike), false)) AS other
    FROM beside WHERE bits IS NOT NULL AND coalesce(was, stands) IS NOT NULL GROUP BY lost, fresh
),
fit AS (FROM held WHERE NOT other AND agree >= $outweigh * differ AND agree >= $enough)
SELECT lost, fresh FROM fit
QUALIFY count(*) OVER (PARTITION BY lost) = 1 AND count(*) OVER (PARTITION BY fresh) = 1;

-- name: forget_settled
DELETE FROM lost_cell WHERE number IN (SELECT lost FROM settled);
DELETE FROM fresh_cell WHERE number IN (SELECT fresh FROM settled);

-- name: ids
-- Who is known again has the id of before; an id that so means another record is not given to one that only reads as it did.
CREATE OR REPLACE TEMP TABLE new_id AS
SELECT fresh_row.record_id AS old_id, lost_row.record_id, 0 AS attempt
FROM settled JOIN lost_row ON lost_row.number = lost JOIN fresh_row ON fresh_row.number = fresh
UNION ALL
SELECT record_id, 'r' || substr(md5(concat_ws(chr(31), record_id, content_hash)), 1, 15), 1
FROM fresh_row WHERE number NOT IN (SELECT fresh FROM settled) AND record_id IN (SELECT record_id FROM {known});

-- name: clash
SELECT count(*) FROM new_id WHERE attempt > 0 AND (
    record_id IN (SELECT record_id FROM record) OR record_id IN (SELECT record_id FROM {known}));

-- name: again
UPDATE new_id SET attempt = attempt + 1, record_id = 'r' || substr(md5(concat_ws(chr(31), old_id, record_id, attempt)), 1, 15)
WHERE attempt > 0 AND (record_id IN (SELECT record_id FROM record) OR record_id IN (SELECT record_id FROM {known}));

-- name: count
SELECT count(*) FROM settled JOIN lost_row ON lost_row.number = lost JOIN fresh_row ON fresh_row.number = fresh
WHERE lost_row.content_hash <> fresh_row.content_hash;
