CREATE TABLE sqs_message (
    account           TEXT    NOT NULL,
    region            TEXT    NOT NULL,
    queue             TEXT    NOT NULL,
    sequence          BIGINT  NOT NULL,
    message_id        TEXT    NOT NULL,
    body              TEXT    NOT NULL,
    attributes        TEXT    NOT NULL,
    group_id          TEXT,
    deduplication_id  TEXT,
    source_queue      TEXT,
    sent_at           BIGINT  NOT NULL,
    first_received_at BIGINT,
    visible_at        BIGINT  NOT NULL,
    receive_count     INTEGER NOT NULL,
    receipt           TEXT,
    PRIMARY KEY (account, region, queue, sequence)
);
CREATE INDEX sqs_message_by_visibility ON sqs_message (account, region, queue, visible_at);
CREATE INDEX sqs_message_by_group ON sqs_message (account, region, queue, group_id, sequence);

-- Which messages of FIFO queues were sent within the last five minutes, received and deleted ones too.
CREATE TABLE sqs_deduplication (
    account           TEXT    NOT NULL,
    region            TEXT    NOT NULL,
    queue             TEXT    NOT NULL,
    deduplication_id  TEXT    NOT NULL,
    message_id        TEXT    NOT NULL,
    sequence          BIGINT  NOT NULL,
    expires_at        BIGINT  NOT NULL,
    PRIMARY KEY (account, region, queue, deduplication_id)
);
