-- What outlives a connection and the process: persistent sessions with what waits in them, and retained messages.
-- BYTEA is PostgreSQL's word; SQLite keeps bytes in a column of any type.

CREATE TABLE mqtt_session (
    number          BIGINT  NOT NULL PRIMARY KEY,
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    client_id       TEXT    NOT NULL,
    identifier      TEXT    NOT NULL,
    expiry_seconds  BIGINT  NOT NULL,
    disconnected_at BIGINT
);

CREATE TABLE mqtt_subscription (
    session             BIGINT  NOT NULL,
    filter              TEXT    NOT NULL,
    qos                 INTEGER NOT NULL,
    no_local            INTEGER NOT NULL,
    retain_as_published INTEGER NOT NULL,
    identifier          INTEGER NOT NULL,
    PRIMARY KEY (session, filter)
);

-- Messages of QoS 1 and 2 that the client has not completed. Without a message: the client has it (QoS 2, PUBREC) and
-- the packet id waits for PUBCOMP.
CREATE TABLE mqtt_queue (
    session         BIGINT  NOT NULL,
    sequence        BIGINT  NOT NULL,
    packet_id       INTEGER NOT NULL,
    message         BYTEA,
    PRIMARY KEY (session, sequence)
) ${by_key};

-- Packet ids of QoS 2 messages from the client, from PUBLISH to PUBREL.
CREATE TABLE mqtt_received (
    session         BIGINT  NOT NULL,
    packet_id       INTEGER NOT NULL,
    PRIMARY KEY (session, packet_id)
) ${by_key};

CREATE TABLE mqtt_retained (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    topic           TEXT    NOT NULL,
    message         BYTEA   NOT NULL,
    PRIMARY KEY (account, region, topic)
);
