-- Wills of connected clients.

CREATE TABLE mqtt_will (
    number        BIGINT NOT NULL PRIMARY KEY,
    account       TEXT   NOT NULL,
    region        TEXT   NOT NULL,
    client_id     TEXT   NOT NULL,
    delay_seconds BIGINT NOT NULL,
    message       BYTEA  NOT NULL
);
