-- name: run_is_there
SELECT count(*) FROM duckdb_columns() WHERE schema_name = ? AND table_name = 'golden' AND database_name = current_database();

-- name: home
SELECT current_database();

-- name: hide
CREATE OR REPLACE TEMP MACRO hide(told) AS CASE WHEN told IS NULL OR told = '' THEN told ELSE
    substring(told, 1, 1) || regexp_replace(substring(told, 2), '[\p{{L}}\p{{N}}]', '●', 'g')
    || ' ·' || substring(md5({key} || told), 1, 4) END;

-- name: hide_all
CREATE OR REPLACE TEMP MACRO hide_all(told) AS list_transform(told, lambda each: hide(each));

-- name: personal
CREATE OR REPLACE TEMP TABLE personal AS
SELECT name FROM field
WHERE list_contains($types, semantic_type) OR list_contains($schemes, scheme)
   OR (semantic_type = 'date' AND regexp_matches(lower(name || ' ' || title), $birth));

-- name: fields
SELECT name FROM personal;

-- name: personal_columns
-- The personal columns of each source; one that goes to no field is so by what it was taken for.
CREATE OR REPLACE TEMP TABLE personal_column AS
SELECT source_id, header, column_name, raw_table FROM source_column JOIN source USING (source_id)
WHERE field IN (FROM personal) OR list_contains($types, semantic_type)
   OR (semantic_type = 'date' AND regexp_matches(lower(header), $birth));

-- name: raw
SELECT raw_table, list(column_name) FROM personal_column GROUP BY raw_table;

-- name: headers
SELECT DISTINCT header FROM personal_column;

-- name: columns
SELECT column_name, data_type FROM duckdb_columns()
WHERE schema_name = ? AND table_name = ? AND database_name = current_database();

-- name: chosen_value
CREATE OR REPLACE TEMP VIEW chosen_value AS
SELECT * REPLACE (if(field IN (FROM personal), hide(value), value) AS value) FROM {schema}.chosen_value;

-- name: mended
CREATE OR REPLACE TEMP VIEW mended AS
SELECT * REPLACE (if(field IN (FROM personal), hide(original), original) AS original,
                  if(field IN (FROM personal), hide(value), value) AS value, '' AS note) FROM {schema}.mended;

-- name: finding
-- What a rule says of a cell may quote it.
CREATE OR REPLACE TEMP VIEW finding AS
SELECT rowid, * EXCLUDE (secret) REPLACE (
    if(secret, hide(original), original) AS original, if(secret, hide(standard), standard) AS standard,
    if(secret, hide(suggestion), suggestion) AS suggestion,
    if(secret AND regexp_matches(message, '[“”"'']'), '', message) AS message)
FROM (
    SELECT found.rowid, found.*, coalesce(expectation.field IN (FROM personal), false)
           OR (found.source_id, found.header) IN (SELECT (source_id, header) FROM personal_column) AS secret
    FROM {schema}.finding AS found LEFT JOIN expectation USING (expectation_id)
);

-- name: set_aside
CREATE OR REPLACE TEMP VIEW set_aside AS SELECT * REPLACE (hide_all(cells) AS cells) FROM {schema}.set_aside;

-- name: act
CREATE OR REPLACE TEMP VIEW act AS SELECT * REPLACE ('' AS note) FROM {home}.main.act;

-- name: fact
-- Notes are free text, and values that people set may be anybody's; so may the rows of registers where people have names.
CREATE OR REPLACE TEMP VIEW fact AS
SELECT * REPLACE (CASE
    WHEN kind = 'mend' THEN json_merge_patch(body::JSON, '{{"replaced": ["●"], "value": "●", "note": ""}}'::JSON)::VARCHAR
    WHEN kind = 'override' THEN json_merge_patch(body::JSON, '{{"value": "●", "note": ""}}'::JSON)::VARCHAR
    WHEN kind = 'proposal' AND EXISTS (FROM field WHERE semantic_type = 'person_name')
        THEN json_merge_patch(body::JSON, '{{"cells": null, "official": null, "headers": null, "note": ""}}'::JSON)::VARCHAR
    WHEN body::JSON->>'note' <> '' THEN json_merge_patch(body::JSON, '{{"note": ""}}'::JSON)::VARCHAR
    ELSE body END AS body)
FROM {home}.main.fact;

-- name: proposal
CREATE OR REPLACE TEMP VIEW proposal AS
FROM {home}.main.proposal WHERE NOT EXISTS (FROM field WHERE semantic_type = 'person_name');
