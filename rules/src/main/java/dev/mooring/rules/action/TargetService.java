package dev.mooring.rules.action;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service that rules deliver to, or that their SQL asks, and whose endpoint an operator may choose. */
public enum TargetService {
    SQS("sqs"),
    SNS("sns"),
    DYNAMODB("dynamodb"),
    S3("s3"),
    KINESIS("kinesis"),
    FIREHOSE("firehose"),
    CLOUDWATCH("cloudwatch"),
    LOGS("logs"),
    STEP_FUNCTIONS("stepfunctions"),
    ELASTICSEARCH("es"),
    OPENSEARCH("opensearch"),
    IOT_ANALYTICS("iotanalytics"),
    IOT_EVENTS("iotevents"),
    SALESFORCE("salesforce"),
    /** Not delivered to: {@code get_secret()} reads there. */
    SECRETS_MANAGER("secretsmanager");

    private final String id;

    TargetService(String id) {
        this.id = id;
    }

    /** As operators write it; the AWS CLI's word where it has one. */
    public String id() {
        return id;
    }

    public static Optional<TargetService> of(String id) {
        return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }

    /** All ids, for messages. */
    public static String ids() {
        return Arrays.stream(values()).map(TargetService::id).collect(Collectors.joining(", "));
    }
}
