-- name: labels
SELECT label FROM source WHERE records > 0 ORDER BY source_id;

-- name: of_label
entity_id IN (SELECT entity_id FROM member JOIN record USING (record_id) JOIN source USING (source_id) WHERE label = ?)
