-- What each tenant wants logged (logging v2), as the JSON document that the API makes of it: small, read whole.
CREATE TABLE logging_options (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    options         TEXT    NOT NULL,
    PRIMARY KEY (account, region)
);
