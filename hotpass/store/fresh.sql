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
CREATE OR REPLACE TEMP VIEW stood AS
SELECT "row", sheet_row, likeness, key, anchored FROM ground.main.likeness WHERE source_id = {source_id};

-- name: touched
-- Texts of which a row came, went or moved, and those of records whose ids do not follow from their texts.
CREATE OR REPLACE TEMP TABLE unmoved AS
SELECT "row", likeness, glance.sheet_row, stood.sheet_row AS sheet_was FROM glance JOIN stood USING ("row", likeness);
CREATE OR REPLACE TEMP TABLE touched AS
SELECT likeness FROM glance ANTI JOIN unmoved USING ("row")
UNION SELECT likeness FROM stood ANTI JOIN unmoved USING ("row")
UNION SELECT likeness FROM stood WHERE anchored;
CREATE OR REPLACE TEMP TABLE stayed AS
SELECT "row", "row" AS was, sheet_row, sheet_was FROM unmoved ANTI JOIN touched USING (likeness);

-- name: sides
CREATE OR REPLACE TEMP TABLE touched_now AS FROM glance SEMI JOIN touched USING (likeness);
CREATE OR REPLACE TEMP TABLE touched_before AS FROM stood SEMI JOIN touched USING (likeness);

-- name: alone
CREATE OR REPLACE TEMP TABLE several AS
SELECT likeness FROM touched_now GROUP BY likeness HAVING count(*) > 1
UNION SELECT likeness FROM touched_before GROUP BY likeness HAVING count(*) > 1;
INSERT INTO stayed
SELECT now."row", was."row", now.sheet_row, was.sheet_row
FROM touched_now AS now JOIN touched_before AS was USING (likeness) ANTI JOIN several USING (likeness);

-- name: together
-- Equal rows are numbered in the order of the file. Where all have the ids of their numbers, and are as many, they stay.
INSERT INTO stayed
WITH now AS (
    SELECT *, row_number() OVER (PARTITION BY likeness ORDER BY "row") AS place, count(*) OVER (PARTITION BY likeness) AS times
    FROM touched_now SEMI JOIN several USING (likeness)
),
was AS (
    SELECT *, row_number() OVER (PARTITION BY likeness ORDER BY "row") AS place, count(*) OVER (PARTITION BY likeness) AS times,
           bool_or(anchored) OVER (PARTITION BY likeness) AS odd
    FROM touched_before SEMI JOIN several USING (likeness)
)
SELECT now."row", was."row", now.sheet_row, was.sheet_row FROM now JOIN was USING (likeness, place, times) WHERE NOT odd;

-- name: unsettle
-- Rows of one key are numbered together: where one of them is another, none is known to have stayed.
CREATE OR REPLACE TEMP TABLE loose AS
SELECT key FROM touched_now ANTI JOIN stayed USING ("row") WHERE key IS NOT NULL
UNION SELECT key FROM touched_before ANTI JOIN stayed ON stayed.was = touched_before."row" WHERE key IS NOT NULL;
DELETE FROM stayed WHERE "row" IN (SELECT "row" FROM glance SEMI JOIN loose USING (key));
INSERT INTO touched_now FROM glance SEMI JOIN loose USING (key) ANTI JOIN touched USING (likeness);
INSERT INTO touched_before FROM stood SEMI JOIN loose USING (key) ANTI JOIN touched USING (likeness);

-- name: counts
SELECT (SELECT count(*) FROM stood), (SELECT count(*) FROM stayed);

-- name: left
CREATE OR REPLACE TEMP TABLE left_row AS SELECT "row" FROM touched_before ANTI JOIN stayed ON stayed.was = touched_before."row";
INSERT INTO left_before SELECT record_id FROM ground.main.record SEMI JOIN left_row USING ("row") WHERE source_id = {source_id};

-- name: left_raw
CREATE TABLE left_raw.{raw} AS FROM ground.main.{raw} SEMI JOIN left_before USING (record_id);

-- name: moved
INSERT INTO moved_row
SELECT record_id, stayed."row", stayed.sheet_row FROM (
    FROM stayed WHERE "row" <> was OR sheet_row <> sheet_was
) AS stayed JOIN (SELECT record_id, "row" AS was FROM ground.main.record WHERE source_id = {source_id}) USING (was);

-- name: fresh
SELECT "row" FROM touched_now ANTI JOIN stayed USING ("row") ORDER BY "row";

-- name: let_go
DROP TABLE temp.unmoved; DROP TABLE temp.stayed; DROP TABLE temp.touched_now; DROP TABLE temp.touched_before;
