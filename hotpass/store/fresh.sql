-- name: begin
-- Not temporary: the cursor that sees the ground reads them too.
CREATE OR REPLACE TABLE left_before AS FROM ground.main.record LIMIT 0;
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

-- name: stood
CREATE OR REPLACE TEMP VIEW stood AS
SELECT "row", sheet_row, likeness, key, anchored FROM ground.main.likeness WHERE source_id = {source_id};

-- name: displacing
-- Rows that are not where one of the same text stood, and those that stood where none of the same text is.
CREATE OR REPLACE TEMP TABLE displacing AS FROM ({glance}) ANTI JOIN stood USING ("row", sheet_row, likeness);
CREATE OR REPLACE TEMP TABLE displaced AS
FROM stood WHERE "row" >= {records} OR "row" IN (SELECT "row" FROM displacing);

-- name: touched
-- Texts of which a row came, went or moved, and those of records whose ids do not follow from their texts.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT likeness FROM displacing UNION SELECT likeness FROM displaced UNION SELECT likeness FROM stood WHERE anchored;

-- name: sides
-- Of all others each row is what it was.
CREATE OR REPLACE TEMP TABLE touched_before AS FROM stood SEMI JOIN touched USING (likeness);
CREATE OR REPLACE TEMP TABLE touched_now AS
FROM displacing UNION ALL SELECT * EXCLUDE anchored FROM touched_before ANTI JOIN displaced USING ("row");

-- name: alone
CREATE OR REPLACE TEMP TABLE several AS
SELECT likeness FROM touched_now GROUP BY likeness HAVING count(*) > 1
UNION SELECT likeness FROM touched_before GROUP BY likeness HAVING count(*) > 1;
CREATE OR REPLACE TEMP TABLE stayed AS
SELECT now."row", was."row" AS was, now.sheet_row, was.sheet_row AS sheet_was, anchored
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
SELECT now."row", was."row", now.sheet_row, was.sheet_row, false
FROM now JOIN was USING (likeness, place, times) WHERE NOT odd;

-- name: unsettle
-- Rows of one key are numbered together: where one of them is another, none is known to have stayed.
CREATE OR REPLACE TEMP TABLE loose AS
SELECT key FROM touched_now ANTI JOIN stayed USING ("row") WHERE key IS NOT NULL
UNION SELECT key FROM touched_before ANTI JOIN stayed ON stayed.was = touched_before."row" WHERE key IS NOT NULL;
DELETE FROM stayed WHERE "row" IN (SELECT "row" FROM touched_now SEMI JOIN loose USING (key));
CREATE OR REPLACE TEMP TABLE drawn_in AS FROM stood SEMI JOIN loose USING (key) ANTI JOIN touched USING (likeness);
INSERT INTO touched_now SELECT * EXCLUDE anchored FROM drawn_in;
INSERT INTO touched_before FROM drawn_in;

-- name: counts
SELECT stood, stood - (SELECT count(*) FROM touched_before) + (SELECT count(*) FROM stayed)
FROM (SELECT count(*) AS stood FROM stood);

-- name: left
CREATE OR REPLACE TEMP TABLE left_row AS SELECT "row" FROM touched_before ANTI JOIN stayed ON stayed.was = touched_before."row";
INSERT INTO left_before FROM ground.main.record SEMI JOIN left_row USING ("row") WHERE source_id = {source_id};

-- name: left_raw
CREATE TABLE left_raw.{raw} AS FROM ground.main.{raw} SEMI JOIN left_row USING ("row");

-- name: moved
INSERT INTO moved_row
SELECT record_id, stayed."row", stayed.sheet_row FROM (
    FROM stayed WHERE "row" <> was OR sheet_row <> sheet_was
) AS stayed JOIN (SELECT record_id, "row" AS was FROM ground.main.record WHERE source_id = {source_id}) USING (was);

-- name: likeness
-- Of rows that are not what they were; the others' is in the ground.
SELECT "row", now.sheet_row, likeness, key, coalesce(anchored, false) AS anchored
FROM touched_now AS now LEFT JOIN stayed USING ("row")

-- name: fresh
-- A row that stands where it stood reads as it did.
CREATE OR REPLACE TEMP TABLE fresh_arrival AS
WITH fresh AS (FROM touched_now ANTI JOIN stayed USING ("row"))
SELECT "row", sheet_row, {cells} FROM arrived SEMI JOIN (FROM fresh SEMI JOIN displacing USING ("row")) USING ("row")
UNION ALL
SELECT "row", sheet_row, {cells} FROM ground.main.{raw} SEMI JOIN (FROM fresh ANTI JOIN displacing USING ("row")) USING ("row")
ORDER BY "row";
