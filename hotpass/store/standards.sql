-- name: count
SELECT count(*) FROM record;

-- name: arrive
CREATE OR REPLACE TEMP TABLE arriving_text AS SELECT DISTINCT field, original FROM ({cells}) WHERE original IS NOT NULL;

-- name: many
SELECT count(*) FROM {known};

-- name: known
INSERT INTO standard_value FROM {known} AS known SEMI JOIN arriving_text USING (field, original) WHERE field IN ({sought});

-- name: open_text
CREATE OR REPLACE TEMP TABLE open_text AS FROM arriving_text ANTI JOIN standard_value USING (field, original);
CREATE OR REPLACE TEMP TABLE new_text AS FROM open_text WHERE field IN ({sought});

-- name: open_fields
SELECT DISTINCT field FROM open_text;

-- name: arriving
SELECT original FROM arriving;

-- name: left_over
SELECT original FROM shaped WHERE plain IS DISTINCT FROM true;

-- name: arrived
SELECT count(*) FROM shaped;

-- name: add
INSERT INTO standard_value SELECT ?, original, standard, valid, every, parts, reason FROM tidied;

-- name: compare_as_one
UPDATE compared SET source_id = earlier.feed_id FROM earlier_delivery AS earlier WHERE earlier.source_id = compared.source_id;
