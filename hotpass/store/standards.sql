-- name: count
SELECT count(*) FROM record;

-- name: known
INSERT INTO standard_value SELECT known.* FROM {known} AS known JOIN arriving USING (original) WHERE field = ?;

-- name: unknown
DELETE FROM arriving WHERE original IN (SELECT original FROM standard_value WHERE field = ?);

-- name: arriving
SELECT original FROM arriving;

-- name: left_over
SELECT original FROM shaped WHERE plain IS DISTINCT FROM true;

-- name: arrived
SELECT count(*) FROM arriving;

-- name: add
INSERT INTO standard_value SELECT ?, original, standard, valid, every, parts, reason FROM tidied;

-- name: compare_as_one
UPDATE compared SET source_id = earlier.feed_id FROM earlier_delivery AS earlier WHERE earlier.source_id = compared.source_id;
