-- name: count
SELECT count(*) FROM original;

-- name: left_over
CREATE OR REPLACE TEMP TABLE left_over AS
SELECT original FROM arriving ANTI JOIN (FROM standard_value WHERE field = ?) AS done USING (original);

-- name: slow
SELECT original FROM left_over ORDER BY original;

-- name: arrived
SELECT count(*) FROM arriving;

-- name: add
INSERT INTO standard_value SELECT ?, original, standard, valid, every, parts, reason FROM tidied;
