-- Facts about pairs of records in columns of their own, so that a queue need not read JSON; filled from `fact` alone.
CREATE TABLE act (
    serial BIGINT NOT NULL, fact_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,                          -- judgement or second_look
    left_id VARCHAR NOT NULL, right_id VARCHAR NOT NULL, -- the lower id first
    verdict VARCHAR, left_version VARCHAR, right_version VARCHAR,
    made_by VARCHAR NOT NULL, made_on TIMESTAMPTZ NOT NULL, milliseconds BIGINT, note VARCHAR,
    withdrawn BIGINT                                -- the serial of the fact that took it back
);
