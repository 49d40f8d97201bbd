-- name: create
CREATE OR REPLACE TEMP TABLE fault (
    kind VARCHAR, position INTEGER, text VARCHAR,
    "row" INTEGER,                       -- NULL: every cell with this text
    suggestion VARCHAR, reason VARCHAR
);
CREATE OR REPLACE TEMP TABLE failing (
    kind VARCHAR, position INTEGER, "row" INTEGER, sheet_row INTEGER, value VARCHAR, suggestion VARCHAR, reason VARCHAR
);

-- name: positions
SELECT DISTINCT position FROM fault;

-- name: whole_rows
INSERT INTO failing
SELECT kind, position, raw."row", sheet_row, NULL, suggestion, reason
FROM raw_rows AS raw JOIN fault ON fault."row" = raw."row" WHERE position = 0;

-- name: settle
-- A cell that is wrong for several reasons of the same family is named once, for the reason that says most.
CREATE OR REPLACE TEMP TABLE settled AS
SELECT DISTINCT ON (kind, position, "row") * EXCLUDE (rank) FROM (
    SELECT failing.*, list_position($ranked, kind) AS rank,
           min(list_position($ranked, kind)) OVER (PARTITION BY position, "row") AS first,
           max(suggestion) OVER (PARTITION BY position, "row") AS known
    FROM failing
)
WHERE rank IS NULL OR rank = first
ORDER BY kind, position, "row", suggestion NULLS LAST;

-- name: counts
SELECT kind, position, count(*), mode(reason), count(DISTINCT reason) FROM settled GROUP BY kind, position;

-- name: cells
SELECT "row", sheet_row, value, coalesce(suggestion, known), reason FROM settled
WHERE kind = ? AND position = ? ORDER BY "row";
