-- name: labels
SELECT label FROM source WHERE records > 0 ORDER BY source_id;

-- name: of_label
entity_id IN (SELECT entity_id FROM member JOIN record USING (record_id) JOIN source USING (source_id) WHERE label = ?)

-- name: count_all
SELECT count(*) FROM entity WHERE records >= ?;

-- name: page_of_all
-- Only entities of as many records as the last line of the page has are looked at.
WITH least AS (
    SELECT min(records) AS records FROM (
        SELECT records FROM entity WHERE records >= $least ORDER BY records DESC LIMIT $limit + $offset)
)
SELECT entity_id, page.records, page.sources{golden}
FROM (
    SELECT entity_id, records, sources, {first} AS first FROM golden JOIN entity USING (entity_id)
    WHERE records >= (SELECT records FROM least) ORDER BY records DESC, first, entity_id LIMIT $limit OFFSET $offset
) AS page JOIN golden USING (entity_id)
ORDER BY page.records DESC, page.first, entity_id;

-- name: hits
CREATE OR REPLACE TEMP TABLE hit AS
SELECT entity_id, records, sources, {first} AS first FROM golden JOIN entity USING (entity_id) WHERE {condition};

-- name: found
SELECT count(*) FROM hit;

-- name: page
SELECT entity_id, page.records, page.sources{golden}
FROM (FROM hit ORDER BY records DESC, first, entity_id LIMIT ? OFFSET ?) AS page JOIN golden USING (entity_id)
ORDER BY page.records DESC, page.first, entity_id;
