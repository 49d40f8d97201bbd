-- Tables of a run that lean on those of an earlier one: `base_schema` holds them as they were, the run's own schema what
-- differs from that.
CREATE TABLE layer (schema_name VARCHAR NOT NULL, table_name VARCHAR NOT NULL, base_schema VARCHAR NOT NULL);
