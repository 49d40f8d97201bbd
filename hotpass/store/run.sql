-- The tables of one run. A run fills them in its own scratch file; publishing copies them into a schema of the run's own.
-- Tables whose columns depend on the run are made by their own module: raw_0001… , standard, pair, golden. So are the views
-- original (the file's own texts, field by field, with what was mended in its place) and provenance (which record and rule gave each golden value).

CREATE TABLE source (
    source_id INTEGER, name VARCHAR, file VARCHAR, sheet VARCHAR,
    label VARCHAR,                       -- the file's name, with !sheet for workbooks: as `members` and truth files call it
    sha256 VARCHAR, kind VARCHAR, encoding VARCHAR, delimiter VARCHAR,
    header_row INTEGER, hidden BOOLEAN, hidden_rows INTEGER, merged_ranges INTEGER,
    rows_seen BIGINT, records BIGINT, rows_aside BIGINT,
    key_column VARCHAR, raw_table VARCHAR, shape VARCHAR, notes VARCHAR[]
);
CREATE TABLE earlier_delivery (          -- sources that came with an earlier run, as far as their records go on
    source_id INTEGER,
    feed_id INTEGER                      -- the source of the same name that came with this run, else the latest of them
);
CREATE TABLE set_aside (source_id INTEGER, sheet_row INTEGER, reason VARCHAR, cells VARCHAR[]);
CREATE TABLE record (
    record_id VARCHAR, source_id INTEGER,
    "row" INTEGER,                       -- 0-based data row
    sheet_row INTEGER,                   -- 1-based row as the person sees it
    content_hash VARCHAR
);
CREATE TABLE likeness (                  -- what a glance tells of each row; only the next run reads it
    source_id INTEGER, "row" INTEGER, sheet_row INTEGER,
    likeness UBIGINT, key UBIGINT,       -- of all its texts, and of its key where the source has one
    anchored BOOLEAN                     -- the id of its record does not follow from its own texts
);
CREATE TABLE source_column (
    source_id INTEGER, position INTEGER, letter VARCHAR, header VARCHAR, column_name VARCHAR,
    field VARCHAR, semantic_type VARCHAR, confidence DOUBLE, reason VARCHAR, mapped_by VARCHAR
);
CREATE TABLE renamed_column (            -- columns whose texts stood under another header in an earlier delivery
    source_id INTEGER, header VARCHAR, was VARCHAR,
    field VARCHAR, semantic_type VARCHAR, -- what the column was taken for then
    known_by VARCHAR                     -- hotpass.model.column.RenamedBy
);
CREATE TABLE field (
    position INTEGER, name VARCHAR, title VARCHAR, semantic_type VARCHAR,
    matched BOOLEAN, survivorship VARCHAR, scheme VARCHAR
);
CREATE TABLE home_country (country VARCHAR); -- of values that name none; no row where it is not known
CREATE TABLE standard_value (            -- one row for each different text of a field; only a run reads it
    field VARCHAR, original VARCHAR,
    standard VARCHAR,                    -- NULL: nothing usable in it
    valid BOOLEAN, every VARCHAR[],      -- all values of a cell that holds several
    parts VARCHAR[],                     -- in the order of fields.PARTS[type]
    reason VARCHAR                       -- why it is not valid, in words
);
CREATE TABLE place (                     -- one row for each different place that records name
    asked VARCHAR,                       -- all a record says of it: hotpass.store.location.Where.asked
    name VARCHAR, region VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE,
    precision VARCHAR,                   -- city, region or country; NULL: not found
    confidence DOUBLE,
    alternatives STRUCT(name VARCHAR, country VARCHAR, region VARCHAR, latitude DOUBLE, longitude DOUBLE)[]
);
CREATE TABLE spot (                      -- one row for each different position of their own that records bring
    latitude DOUBLE, longitude DOUBLE,
    said_country VARCHAR, said_region VARCHAR, -- the codes that the records state for it
    country VARCHAR, region VARCHAR,     -- where it lies
    kilometres DOUBLE, turned VARCHAR,   -- how far outside of what is stated, and how it could be mended: hotpass.lookup.areas
    said VARCHAR, lies VARCHAR           -- what is stated, and where it lies, in words
);
CREATE TABLE expectation (
    expectation_id VARCHAR, field VARCHAR, kind VARCHAR, dimension VARCHAR, severity VARCHAR, title VARCHAR,
    tested BIGINT, passed BIGINT, failed BIGINT
);
CREATE TABLE tolerance (expectation_id VARCHAR, rows BIGINT); -- how many rows may fail, of expectations that allow some
CREATE TABLE unasked (title VARCHAR, severity VARCHAR, reason VARCHAR); -- expectations that this run could not ask
CREATE TABLE quality (
    field VARCHAR, source_id INTEGER, records BIGINT,
    filled BIGINT, idle BIGINT, valid BIGINT -- idle: filled with a word that stands for nothing, or with
                                         -- what nobody can tell to be valid or not
);
CREATE TABLE finding (
    expectation_id VARCHAR, record_id VARCHAR, source_id INTEGER, sheet_row INTEGER, letter VARCHAR, header VARCHAR,
    original VARCHAR, standard VARCHAR, message VARCHAR,
    suggestion VARCHAR                   -- the value it most likely should have, where one is known
);
CREATE TABLE comparison (
    position INTEGER, name VARCHAR, field VARCHAR, title VARCHAR,
    level INTEGER,                       -- the value of gamma_<name> in pair
    label VARCHAR, m DOUBLE, u DOUBLE, weight DOUBLE
);
CREATE TABLE blocking_rule (position INTEGER, rule VARCHAR, pairs BIGINT);
CREATE TABLE model (
    settings VARCHAR, prior DOUBLE, auto_match_weight DOUBLE, clerical_weight DOUBLE, notes VARCHAR[],
    rarity VARCHAR,                      -- JSON: for each weighed column by what its frequencies are lowered
    wrong_at_most DOUBLE,                -- the share of merges the line was drawn for; NULL: it stands in the settings
    alike BOOLEAN                        -- what `caution` said in the run it was learned in; NULL: it was learned now
);
-- What the model goes on with when it judges the next delivery, so that pairs that did not change weigh the same.
CREATE TABLE value_count (               -- values that several records had, and how many; of NULL: how many had any
    name VARCHAR, value VARCHAR, records BIGINT
);
CREATE TABLE block_limit (rule VARCHAR, largest BIGINT); -- the most records of one value that a rule brought together
CREATE TABLE crowd (rule VARCHAR, value VARCHAR); -- values left out since more records shared them
CREATE TABLE value_count_since (name VARCHAR, value VARCHAR, records BIGINT); -- those that came since records were laid by
CREATE TABLE shelved (token VARCHAR); -- under what token this run's records were laid by as matching numbered them
CREATE TABLE stale (record_id VARCHAR); -- records that came, changed or went since; those that are here: compared_since
CREATE TABLE unique_source (source_id INTEGER); -- sources no two records of which are one thing
CREATE TABLE master_entity (record_id VARCHAR, entity_id VARCHAR); -- records of a master list, whose ids are those of their entities
CREATE TABLE cluster (cluster_id VARCHAR, record_id VARCHAR);
CREATE TABLE held_link (
    left_id VARCHAR, right_id VARCHAR, match_weight DOUBLE, reason VARCHAR,
    waits BOOLEAN                        -- nobody said yet whether the two clusters are one
);
CREATE TABLE overruled (left_id VARCHAR, right_id VARCHAR, serial BIGINT); -- judgements that later ones contradict
CREATE TABLE caution (alike BOOLEAN);     -- whether only records of about the same name may be merged without asking
CREATE TABLE stretched (                 -- clusters that hold together by little
    left_id VARCHAR, right_id VARCHAR,   -- the link that speaks most for it
    bits DOUBLE,                         -- what the pairs between both sides bring on the average, above the line
    lefts VARCHAR[], rights VARCHAR[]    -- the records on either side
);
CREATE TABLE entity (entity_id VARCHAR, records INTEGER, sources INTEGER, weakest_weight DOUBLE);
CREATE TABLE member (entity_id VARCHAR, record_id VARCHAR);
-- Each couple of clusters a person is asked about, whatever the number of links between them; a cluster is an entity.
CREATE VIEW question AS
SELECT DISTINCT least(l.entity_id, r.entity_id) AS low, greatest(l.entity_id, r.entity_id) AS high
FROM held_link JOIN member AS l ON l.record_id = left_id JOIN member AS r ON r.record_id = right_id WHERE waits;
CREATE TABLE chosen_value (              -- only of entities of several records, and of those a person set values of
    entity_id VARCHAR, field VARCHAR, value VARCHAR,
    record_id VARCHAR,                   -- the record that gave the value; NULL for an override
    rule VARCHAR, alternatives INTEGER
);
CREATE TABLE entity_event (entity_id VARCHAR, event VARCHAR, other_id VARCHAR, records INTEGER);
CREATE TABLE redirect (old_id VARCHAR, entity_id VARCHAR);
CREATE TABLE retired_member (entity_id VARCHAR, record_id VARCHAR); -- what ids were before one was merged into the other
CREATE TABLE former_member (entity_id VARCHAR, record_id VARCHAR); -- entities none of whose records is in this run
CREATE TABLE footing (serial BIGINT, source_priority VARCHAR[]); -- the last fact that is applied, the sources trusted first
CREATE TABLE basis (asked VARCHAR, files VARCHAR, serial BIGINT); -- hotpass.store.basis.Basis
CREATE TABLE overview (document VARCHAR); -- one row of JSON: hotpass.model.overview.Overview
CREATE TABLE stands (run_id VARCHAR, serial BIGINT); -- the published run these tables are those of, and the last fact it knew
-- Facts made by people, as the journal had them when the run took its snapshot; the latest judgement of a pair is the live one.
CREATE TABLE judgement (fact_id VARCHAR, serial BIGINT, left_id VARCHAR, right_id VARCHAR, verdict VARCHAR, made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR);
CREATE TABLE override (fact_id VARCHAR, serial BIGINT, record_id VARCHAR, entity_id VARCHAR, field VARCHAR, value VARCHAR, made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR);
CREATE TABLE correction (fact_id VARCHAR, serial BIGINT, shape VARCHAR, header VARCHAR, field VARCHAR, made_by VARCHAR, made_on TIMESTAMPTZ);
CREATE TABLE mend (
    fact_id VARCHAR, serial BIGINT, field VARCHAR, record_id VARCHAR, replaced VARCHAR[], value VARCHAR,
    made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR
);
CREATE TABLE mended (                    -- one row for each cell whose text a steward put right
    record_id VARCHAR, field VARCHAR, original VARCHAR, value VARCHAR, fact_id VARCHAR,
    made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR
);
CREATE TABLE mend_use (fact_id VARCHAR, cells BIGINT); -- the mends this run knew, and how many cells each changed
CREATE TABLE stated_rule (fact_id VARCHAR, serial BIGINT, field VARCHAR, rule VARCHAR, made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR);
CREATE TABLE stated_expectation (fact_id VARCHAR, serial BIGINT, spec VARCHAR, made_by VARCHAR, made_on TIMESTAMPTZ, note VARCHAR);
-- What was published before, so that entities keep their ids and sources can be held against their last delivery.
CREATE TABLE prior_source (name VARCHAR, records BIGINT, headers VARCHAR[], alone BOOLEAN);
CREATE TABLE prior_member (entity_id VARCHAR, record_id VARCHAR);
CREATE TABLE prior_redirect (old_id VARCHAR, entity_id VARCHAR);
CREATE TABLE prior_retired (entity_id VARCHAR, record_id VARCHAR);
CREATE TABLE prior_model (settings VARCHAR, auto_match_weight DOUBLE, wrong_at_most DOUBLE, alike BOOLEAN);
CREATE TABLE prior_value_count (name VARCHAR, value VARCHAR, records BIGINT);
CREATE TABLE prior_block_limit (rule VARCHAR, largest BIGINT);
CREATE TABLE prior_crowd (rule VARCHAR, value VARCHAR);
