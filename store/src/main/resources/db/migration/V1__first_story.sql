-- The registry, security and rules of the first story. Every table is keyed by the tenant (account, region).
-- One dialect for SQLite and PostgreSQL: text, bigint and integer only; times are milliseconds since 1970.

CREATE TABLE thing (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    thing_id        TEXT    NOT NULL,
    type_name       TEXT,
    attributes      TEXT    NOT NULL,
    version         BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, name)
);

-- One row an attribute, so that ListThings can filter a registry of a million things by an index.
CREATE TABLE thing_attribute (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    attribute       TEXT    NOT NULL,
    value           TEXT    NOT NULL,
    thing           TEXT    NOT NULL,
    PRIMARY KEY (account, region, attribute, value, thing)
);
CREATE INDEX thing_attribute_by_thing ON thing_attribute (account, region, thing);

CREATE TABLE certificate (
    account          TEXT    NOT NULL,
    region           TEXT    NOT NULL,
    certificate_id   TEXT    NOT NULL,
    pem              TEXT    NOT NULL,
    status           TEXT    NOT NULL,
    mode             TEXT    NOT NULL,
    ca_id            TEXT,
    not_before       BIGINT  NOT NULL,
    not_after        BIGINT  NOT NULL,
    customer_version INTEGER NOT NULL,
    generation_id    TEXT    NOT NULL,
    created_at       BIGINT  NOT NULL,
    modified_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, certificate_id)
);
-- A device shows only its certificate: its tenant is found by it.
CREATE INDEX certificate_by_id ON certificate (certificate_id);

CREATE TABLE policy (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    default_version INTEGER NOT NULL,
    last_version    INTEGER NOT NULL,
    generation_id   TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    modified_at     BIGINT  NOT NULL,
    PRIMARY KEY (account, region, name)
);

CREATE TABLE policy_version (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    policy          TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    document        TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, policy, version)
);

CREATE TABLE policy_target (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    policy          TEXT    NOT NULL,
    target          TEXT    NOT NULL,
    PRIMARY KEY (account, region, policy, target)
);
CREATE INDEX policy_target_by_target ON policy_target (account, region, target);

CREATE TABLE thing_principal (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    thing           TEXT    NOT NULL,
    principal       TEXT    NOT NULL,
    exclusive       INTEGER NOT NULL,
    PRIMARY KEY (account, region, thing, principal)
);
CREATE INDEX thing_principal_by_principal ON thing_principal (account, region, principal);

CREATE TABLE topic_rule (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    topic_pattern   TEXT,
    payload         TEXT    NOT NULL,
    disabled        INTEGER NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, name)
);

CREATE TABLE lambda_function (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    configuration   TEXT    NOT NULL,
    code_sha256     TEXT    NOT NULL,
    code_size       BIGINT  NOT NULL,
    policy          TEXT    NOT NULL,
    revision_id     TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    modified_at     BIGINT  NOT NULL,
    PRIMARY KEY (account, region, name)
);

CREATE TABLE tag (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    resource_arn    TEXT    NOT NULL,
    tag_key         TEXT    NOT NULL,
    tag_value       TEXT    NOT NULL,
    PRIMARY KEY (account, region, resource_arn, tag_key)
);
