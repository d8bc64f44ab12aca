-- The documents of the OpenSearch stand-in; what is searched is made of them.

CREATE TABLE search_document (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    domain          TEXT    NOT NULL,
    index_name      TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    version         BIGINT  NOT NULL,
    sequence        BIGINT  NOT NULL,
    PRIMARY KEY (account, region, domain, index_name, id)
);
CREATE INDEX search_document_by_sequence ON search_document (account, region, domain, index_name, sequence);
