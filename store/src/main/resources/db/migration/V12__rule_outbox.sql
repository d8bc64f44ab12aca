-- Messages with which a rule is not through. The owner is the rule's name.

CREATE TABLE rule_outbox (
    number  BIGINT NOT NULL PRIMARY KEY,
    account TEXT   NOT NULL,
    region  TEXT   NOT NULL,
    owner   TEXT   NOT NULL,
    message BYTEA  NOT NULL
);
