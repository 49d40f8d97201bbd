-- name: one
CREATE OR REPLACE TEMP TABLE behind AS SELECT value FROM met WHERE value = ?;

-- name: all
CREATE OR REPLACE TEMP TABLE behind AS SELECT value FROM met;

-- name: rest
CREATE OR REPLACE TEMP TABLE behind AS SELECT value FROM met ORDER BY r + c DESC, value OFFSET ?;

-- name: of_shape
CREATE OR REPLACE TEMP TABLE behind AS SELECT value FROM met WHERE {mask} = ?;

-- name: in_step
CREATE OR REPLACE TEMP TABLE behind AS
SELECT value FROM (SELECT value, {reading} AS x FROM met)
WHERE isfinite(x) AND list_contains($steps::INTEGER[], len(list_filter($edges::DOUBLE[], lambda edge: edge < x))::INTEGER);
