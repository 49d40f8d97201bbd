-- name: attach
ATTACH {place} AS ground (RECOVERY_MODE no_wal_writes);

-- name: write_once
-- When the run has all its tables: until then the file holds those of the last run.
SET checkpoint_threshold = '1TB';

-- name: write_often
RESET checkpoint_threshold;

-- name: stands
SELECT run_id, serial FROM ground.main.stands;

-- name: asked
SELECT asked FROM ground.main.basis;

-- name: lift
DELETE FROM {place}.main.stands;

-- name: lay
INSERT INTO stands VALUES (?, ?);

-- name: write
PRAGMA disable_checkpoint_on_shutdown;
CHECKPOINT ground;

-- name: shapes
SELECT source_id, name, sheet, key_column, raw_table, shape FROM {place}.main.source ORDER BY source_id;

-- name: columns
SELECT source_id, position, letter, header, column_name FROM {place}.main.source_column ORDER BY source_id, position;

-- name: change
-- What became of each record that is not where and what it was; `fate` is new, changed, gone or moved.
CREATE OR REPLACE TEMP TABLE change AS
SELECT coalesce(now.record_id, before.record_id) AS record_id, now."row", now.sheet_row, CASE
    WHEN before.record_id IS NULL THEN 'new' WHEN now.record_id IS NULL THEN 'gone'
    WHEN before.content_hash <> now.content_hash OR before.source_id <> now.source_id THEN 'changed' ELSE 'moved' END AS fate
FROM ground.main.record AS before FULL JOIN record AS now USING (record_id)
WHERE before.content_hash IS DISTINCT FROM now.content_hash OR before.source_id IS DISTINCT FROM now.source_id
   OR before."row" IS DISTINCT FROM now."row" OR before.sheet_row IS DISTINCT FROM now.sheet_row;

-- name: change_of_fresh
CREATE OR REPLACE TEMP TABLE change AS
SELECT coalesce(now.record_id, before.record_id) AS record_id, now."row", now.sheet_row, CASE
    WHEN before.record_id IS NULL THEN 'new' WHEN now.record_id IS NULL THEN 'gone'
    WHEN before.content_hash <> now.content_hash OR before.source_id <> now.source_id THEN 'changed' ELSE 'moved' END AS fate
FROM left_before AS before FULL JOIN record AS now USING (record_id)
WHERE before.content_hash IS DISTINCT FROM now.content_hash OR before.source_id IS DISTINCT FROM now.source_id
   OR before."row" IS DISTINCT FROM now."row" OR before.sheet_row IS DISTINCT FROM now.sheet_row
UNION ALL SELECT record_id, "row", sheet_row, 'moved' FROM moved_row;

-- name: fates
SELECT count(*) FILTER (fate = 'changed'), count(*) FILTER (fate = 'new'), count(*) FILTER (fate = 'gone'),
       (SELECT count(*) FROM ground.main.record) FROM change;

-- name: keep_fresh
DELETE FROM record WHERE record_id NOT IN (SELECT record_id FROM change WHERE fate IN ('new', 'changed'));

-- name: keep_fresh_raw
CREATE OR REPLACE TABLE {raw} AS FROM {raw} SEMI JOIN record USING (record_id);

-- name: leave
DELETE FROM ground.main.{table} WHERE record_id IN (SELECT record_id FROM change WHERE fate IN ('gone', 'changed'));

-- name: since
CREATE TABLE IF NOT EXISTS ground.main.compared_since AS FROM ground.main.compared LIMIT 0;
DELETE FROM ground.main.compared_since WHERE record_id IN (SELECT record_id FROM change WHERE fate IN ('gone', 'changed'));
INSERT INTO ground.main.compared_since BY NAME FROM compared;
INSERT INTO ground.main.stale SELECT record_id FROM change WHERE fate <> 'moved';

-- name: token
SELECT token FROM shelved;

-- name: stale
SELECT record_id FROM stale;

-- name: shelve
DELETE FROM shelved;
DELETE FROM stale;
DELETE FROM value_count_since;
DROP TABLE IF EXISTS compared_since;

-- name: shelved
INSERT INTO shelved VALUES (?);

-- name: copy
INSERT INTO {place} BY NAME FROM {rows};

-- name: moved
SELECT count(*) > 0 FROM change WHERE fate = 'moved';

-- name: move
-- By places that are found first, so that little of other rows is read.
UPDATE ground.main.{table} AS stood SET "row" = moved."row", sheet_row = moved.sheet_row FROM (
    SELECT before.rowid AS place, change."row", change.sheet_row
    FROM ground.main.{table} AS before JOIN change USING (record_id) WHERE fate = 'moved'
) AS moved WHERE stood.rowid = moved.place RETURNING stood.*;

-- name: new_value
CREATE OR REPLACE TEMP TABLE new_value AS
FROM standard_value SEMI JOIN new_text USING (field, original);

-- name: glance
-- What a glance tells of rows that are others now, or are not there any more.
DELETE FROM ground.main.likeness AS stood USING likeness AS now
WHERE stood.source_id = now.source_id AND stood."row" = now."row";
DELETE FROM ground.main.likeness AS stood USING source WHERE stood.source_id = source.source_id AND stood."row" >= source.records;

-- name: empty
DELETE FROM {place};

-- name: prior_member
SELECT entity_id, record_id FROM member UNION ALL SELECT entity_id, record_id FROM former_member

-- name: prior_redirect
FROM redirect

-- name: prior_retired
FROM retired_member

-- name: prior_model
SELECT settings, auto_match_weight, wrong_at_most, (SELECT any_value(alike) FROM caution) AS alike FROM model

-- name: prior_value_count
FROM value_count

-- name: prior_block_limit
FROM block_limit

-- name: prior_crowd
FROM crowd
