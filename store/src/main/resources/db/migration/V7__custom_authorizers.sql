CREATE TABLE authorizer (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    function_arn    TEXT    NOT NULL,
    token_key_name  TEXT,
    signing_keys    TEXT    NOT NULL,
    signing         INTEGER NOT NULL,
    active          INTEGER NOT NULL,
    caching_for_http INTEGER NOT NULL,
    is_default      INTEGER NOT NULL,
    created_at      BIGINT  NOT NULL,
    modified_at     BIGINT  NOT NULL,
    PRIMARY KEY (account, region, name)
);
