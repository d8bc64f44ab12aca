-- Keys are kept as text that sorts as DynamoDB sorts, in any collation: see KeyText in the stand-in.

CREATE TABLE dynamodb_item (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    table_name      TEXT    NOT NULL,
    hash_key        TEXT    NOT NULL,
    range_key       TEXT    NOT NULL,
    item            TEXT    NOT NULL,
    expires_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, region, table_name, hash_key, range_key)
);
CREATE INDEX dynamodb_item_by_expiry ON dynamodb_item (account, region, table_name, expires_at);

CREATE TABLE dynamodb_index (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    table_name      TEXT    NOT NULL,
    index_name      TEXT    NOT NULL,
    hash_key        TEXT    NOT NULL,
    range_key       TEXT    NOT NULL,
    item_hash       TEXT    NOT NULL,
    item_range      TEXT    NOT NULL,
    PRIMARY KEY (account, region, table_name, index_name, hash_key, range_key, item_hash, item_range)
);
CREATE INDEX dynamodb_index_by_item ON dynamodb_index (account, region, table_name, item_hash, item_range);
