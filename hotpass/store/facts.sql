-- name: known
SELECT coalesce(max(serial), 0) FROM fact;

-- name: add
INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?);

-- name: add_judgement
INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_override
INSERT INTO override VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_correction
INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: counts
SELECT kind, count(*) FROM fact GROUP BY kind ORDER BY kind;
