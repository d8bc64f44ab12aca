-- What the CloudWatch stand-in keeps of metrics: one row for each metric, unit and second or minute.

CREATE TABLE metric_point (
    account         TEXT    NOT NULL,
    region          TEXT    NOT NULL,
    metric          TEXT    NOT NULL,
    seconds         BIGINT  NOT NULL,
    start           BIGINT  NOT NULL,
    unit            TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    PRIMARY KEY (account, region, metric, seconds, start, unit)
);
CREATE INDEX metric_point_by_time ON metric_point (account, region, seconds, start);
