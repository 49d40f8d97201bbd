-- name: known
SELECT entity_id FROM entity WHERE entity_id = ?;

-- name: redirected
SELECT entity_id FROM redirect WHERE old_id = ?;

-- name: record_count
SELECT count(*) FROM member WHERE entity_id = ?;

-- name: member_ids
SELECT record_id FROM member WHERE entity_id = ?;

-- name: companions
SELECT entity_id, record_id FROM member WHERE entity_id IN (SELECT unnest(?::VARCHAR[]));

-- name: homes
SELECT record_id, entity_id FROM member WHERE record_id IN (SELECT unnest(?::VARCHAR[]));

-- name: version
SELECT md5(concat_ws(chr(31), (SELECT golden::VARCHAR FROM golden WHERE entity_id = $id),
                     (SELECT string_agg(record_id || chr(30) || content_hash, chr(31) ORDER BY record_id)
                      FROM member JOIN record USING (record_id) WHERE entity_id = $id)));

-- name: provenance
SELECT provenance.field, provenance.value, provenance.rule, provenance.record_id, source.label, record.sheet_row,
       (SELECT min(letter) FROM source_column
        WHERE source_column.source_id = record.source_id AND source_column.field = provenance.field)
FROM provenance LEFT JOIN record USING (record_id) LEFT JOIN source USING (source_id)
WHERE provenance.entity_id = ?;

-- name: comparisons
SELECT name, title, level, label FROM comparison ORDER BY position, level;
