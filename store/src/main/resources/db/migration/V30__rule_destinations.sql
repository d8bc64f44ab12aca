-- Addresses that HTTP actions of rules may send to.

CREATE TABLE rule_destination (
    account          TEXT   NOT NULL,
    region           TEXT   NOT NULL,
    id               TEXT   NOT NULL,
    confirmation_url TEXT   NOT NULL,
    status           TEXT   NOT NULL,
    status_reason    TEXT   NOT NULL,
    token            TEXT   NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
