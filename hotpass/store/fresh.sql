-- name: begin
-- Not temporary: the cursor that sees the ground reads them too.
CREATE OR REPLACE TABLE left_before (record_id VARCHAR);
CREATE OR REPLACE TABLE moved_row (record_id VARCHAR, "row" INTEGER, sheet_row INTEGER);
CREATE SCHEMA left_raw;

-- name: leave
DROP TABLE IF EXISTS left_before;
DROP TABLE IF EXISTS moved_row;
DROP SCHEMA left_raw CASCADE;
DELETE FROM record;
DELETE FROM likeness;

-- name: leave_raw
DROP TABLE IF EXISTS {raw};

-- name: glance
CREATE OR REPLACE TEMP VIEW glance AS SELECT "row", sheet_row, likeness, key FROM likeness WHERE source_id = {source_id};

-- name: stood
CREATE OR REPLACE TEMP VIEW stood AS SELECT "row", sheet_row, likeness, key FROM ground.main.likeness WHERE source_id = {source_id};

-- name: several
CREATE OR REPLACE TEMP TABLE several AS
SELECT likeness FROM glance GROUP BY likeness HAVING count(*) > 1
UNION SELECT likeness FROM stood GROUP BY likeness HAVING count(*) > 1;

-- name: alone
CREATE OR REPLACE TEMP TABLE stayed AS
SELECT glance."row", stood."row" AS was, glance.sheet_row, stood.sheet_row AS sheet_was
FROM glance JOIN stood USING (likeness) ANTI JOIN several USING (likeness);

-- name: together
-- Equal rows are numbered in the order of the file. Where they were numbered so before and are as many, they stay.
INSERT INTO stayed
WITH now AS (
    SELECT *, row_number() OVER same AS place, count(*) OVER (PARTITION BY likeness) AS times
    FROM glance SEMI JOIN several USING (likeness) WINDOW same AS (PARTITION BY likeness ORDER BY "row")
),
ranked AS (
    SELECT *, row_number() OVER same AS place FROM stood SEMI JOIN several USING (likeness)
    WINDOW same AS (PARTITION BY likeness ORDER BY "row")
),
numbered AS (
    SELECT ranked.*, count(*) OVER same AS times, bool_and(record_id = {regular}) OVER same AS regular
    FROM ranked JOIN (SELECT "row", record_id, content_hash FROM ground.main.record WHERE source_id = $source_id) USING ("row")
    WINDOW same AS (PARTITION BY likeness)
)
SELECT now."row", numbered."row", now.sheet_row, numbered.sheet_row
FROM now JOIN numbered USING (likeness, place, times) WHERE regular;

-- name: unsettle
-- Rows of one key are numbered together: where one of them is another, none is known to have stayed.
CREATE OR REPLACE TEMP TABLE loose AS
SELECT key FROM glance ANTI JOIN stayed USING ("row") WHERE key IS NOT NULL
UNION SELECT key FROM stood ANTI JOIN stayed ON stayed.was = stood."row" WHERE key IS NOT NULL;
DELETE FROM stayed WHERE "row" IN (SELECT "row" FROM glance SEMI JOIN loose USING (key));

-- name: counts
SELECT (SELECT count(*) FROM stood), (SELECT count(*) FROM stayed);

-- name: left
INSERT INTO left_before
SELECT record_id FROM (SELECT record_id, "row" AS was FROM ground.main.record WHERE source_id = ?) ANTI JOIN stayed USING (was);

-- name: left_raw
CREATE TABLE left_raw.{raw} AS FROM ground.main.{raw} SEMI JOIN left_before USING (record_id);

-- name: moved
INSERT INTO moved_row
SELECT record_id, stayed."row", stayed.sheet_row FROM (
    FROM stayed WHERE "row" <> was OR sheet_row <> sheet_was
) AS stayed JOIN (SELECT record_id, "row" AS was FROM ground.main.record WHERE source_id = ?) USING (was);

-- name: fresh
SELECT "row" FROM glance ANTI JOIN stayed USING ("row") ORDER BY "row";
