-- What the embedded stand-ins of other AWS services share: the resources created in them, and ordered logs of what was
-- delivered into those of them that are streams.

CREATE TABLE target_resource (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    created_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, kind, name)
);

CREATE TABLE target_log (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    log             TEXT    NOT NULL,
    position        BIGINT  NOT NULL,
    time            BIGINT  NOT NULL,
    body            TEXT    NOT NULL,
    PRIMARY KEY (account, region, log, position)
);
CREATE INDEX target_log_by_time ON target_log (account, region, log, time);
