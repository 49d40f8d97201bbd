-- What registers said of entities when they were last asked. Derived: asking a register again replaces its rows; what
-- people decided about them is a fact.
CREATE TABLE asked_register (
    register VARCHAR NOT NULL, licence VARCHAR NOT NULL, asked TIMESTAMPTZ NOT NULL, run_id VARCHAR NOT NULL,
    row_count BIGINT NOT NULL, entity_count BIGINT NOT NULL, notes VARCHAR[] NOT NULL
);
CREATE TABLE proposal (
    register VARCHAR NOT NULL, row_key VARCHAR NOT NULL, -- a hash of the row's cells: its place in the file may change
    entity_id VARCHAR NOT NULL, record_id VARCHAR NOT NULL, -- a record of the entity, which it is known by in later runs
    rank INTEGER NOT NULL, weight DOUBLE NOT NULL,
    by_rule BOOLEAN NOT NULL,                       -- accepted by the profile's threshold, unless a person says otherwise
    document VARCHAR NOT NULL                       -- hotpass.model.proposal.Proposal
);
