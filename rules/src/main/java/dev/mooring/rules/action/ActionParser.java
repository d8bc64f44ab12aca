package dev.mooring.rules.action;

import dev.mooring.core.sql.SqlStatement;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one element of a rule's {@code actions}, or its {@code errorAction}. */
public final class ActionParser {
    /** AWS has them. */
    private static final Set<String> NOT_BUILT = Set.of("iotSiteWise", "timestream", "location", "influxDB");

    private ActionParser() {}

    /**
     * Reads an action.
     *
     * @param where its place in the rule document, for messages
     * @param statement the rule's
     * @throws NotImplementedActionException if it is an action of AWS's that is not built
     * @throws InvalidRuleException if it is no action, or its parameters are wrong
     * @throws dev.mooring.core.sql.SqlParseException if a substitution template is not well-formed
     */
    public static RuleAction parse(String where, JsonNode node, SqlStatement statement) throws InvalidRuleException {
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidRuleException(where + " must be an object with exactly one action");
        }
        String kind = node.propertyNames().iterator().next();
        Parameters parameters = new Parameters(where + "." + kind, node.path(kind), statement);
        RuleAction action = parse(kind, parameters);
        parameters.refuseOthers();
        return action;
    }

    private static RuleAction parse(String kind, Parameters parameters) throws InvalidRuleException {
        return switch (kind) {
            case LambdaAction.KIND -> LambdaAction.parse(parameters);
            case RepublishAction.KIND -> RepublishAction.parse(parameters);
            case SqsAction.KIND -> SqsAction.parse(parameters);
            case SnsAction.KIND -> SnsAction.parse(parameters);
            case DynamoDbAction.KIND -> DynamoDbAction.parse(parameters);
            case DynamoDbV2Action.KIND -> DynamoDbV2Action.parse(parameters);
            case S3Action.KIND -> S3Action.parse(parameters);
            case KinesisAction.KIND -> KinesisAction.parse(parameters);
            case FirehoseAction.KIND -> FirehoseAction.parse(parameters);
            case CloudwatchMetricAction.KIND -> CloudwatchMetricAction.parse(parameters);
            case CloudwatchAlarmAction.KIND -> CloudwatchAlarmAction.parse(parameters);
            case CloudwatchLogsAction.KIND -> CloudwatchLogsAction.parse(parameters);
            case StepFunctionsAction.KIND -> StepFunctionsAction.parse(parameters);
            case IotAnalyticsAction.KIND -> IotAnalyticsAction.parse(parameters);
            case IotEventsAction.KIND -> IotEventsAction.parse(parameters);
            case HttpAction.KIND -> HttpAction.parse(parameters);
            case OpenSearchAction.KIND -> OpenSearchAction.parse(parameters);
            case OpenSearchAction.ELASTICSEARCH -> OpenSearchAction.parseElasticsearch(parameters);
            case SalesforceAction.KIND -> SalesforceAction.parse(parameters);
            case KafkaAction.KIND -> KafkaAction.parse(parameters);
            default -> {
                if (NOT_BUILT.contains(kind)) {
                    throw new NotImplementedActionException(
                            parameters.where() + ": the rule action " + kind + " is not implemented");
                }
                throw new InvalidRuleException(parameters.where() + ": there is no rule action of this name");
            }
        };
    }
}
