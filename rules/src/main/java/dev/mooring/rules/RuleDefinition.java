package dev.mooring.rules;

import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.rules.action.ActionParser;
import dev.mooring.rules.action.InvalidRuleException;
import dev.mooring.rules.action.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A rule, parsed, checked and compiled. Immutable.
 *
 * @param topicFilter the filter of FROM; empty for a rule that only Basic Ingest can run
 * @param actions at most ten
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_TopicRulePayload.html">AWS: TopicRulePayload</a>
 */
public record RuleDefinition(
        String name,
        SqlStatement sql,
        Optional<TopicFilter> topicFilter,
        List<RuleAction> actions,
        Optional<RuleAction> errorAction) {
    private static final int MAX_ACTIONS = 10;
    private static final int MAX_DOCUMENT_CHARACTERS = 256 * 1024;
    private static final String BASIC_INGEST_ROOT = "$aws/rules";
    private static final JsonMapper JSON = JsonMapper.shared();

    public RuleDefinition {
        actions = List.copyOf(actions);
    }

    /**
     * Reads a rule from its form on the wire, {@code TopicRulePayload}. {@code ruleDisabled} and {@code description} do
     * not matter here.
     *
     * @throws SqlParseException if the statement, its topic filter or a substitution template is not well-formed
     * @throws InvalidRuleException if anything else is wrong, or an action is not implemented
     */
    public static RuleDefinition parse(String name, String payloadJson) throws InvalidRuleException {
        JsonNode payload = readTree(payloadJson);
        SqlStatement sql = statement(payload);
        return new RuleDefinition(
                name,
                sql,
                topicFilter(sql, payload.path("sql").asString()),
                actions(payload, sql),
                errorAction(payload, sql));
    }

    private static JsonNode readTree(String json) throws InvalidRuleException {
        if (json.length() > MAX_DOCUMENT_CHARACTERS) {
            throw new InvalidRuleException(
                    "the rule has " + json.length() + " characters; the limit is " + MAX_DOCUMENT_CHARACTERS);
        }
        try {
            JsonNode payload = JSON.readTree(json);
            if (payload.isObject()) {
                return payload;
            }
        } catch (JacksonException notJson) {
            throw new InvalidRuleException("the rule is not JSON: " + notJson.getOriginalMessage());
        }
        throw new InvalidRuleException("the rule must be a JSON object");
    }

    private static SqlStatement statement(JsonNode payload) throws InvalidRuleException {
        JsonNode sql = payload.path("sql");
        if (!sql.isString()) {
            throw new InvalidRuleException("sql is required");
        }
        JsonNode version = payload.path("awsIotSqlVersion");
        try {
            return SqlStatement.parse(
                    sql.asString(), version.isString() ? SqlVersion.of(version.asString()) : SqlVersion.V2015_10_08);
        } catch (IllegalArgumentException unknownVersion) {
            throw new InvalidRuleException("awsIotSqlVersion: " + unknownVersion.getMessage());
        }
    }

    private static Optional<TopicFilter> topicFilter(SqlStatement sql, String statement) {
        if (sql.topicFilter().isEmpty()) {
            return Optional.empty();
        }
        String text = sql.topicFilter().get();
        if (text.equals(BASIC_INGEST_ROOT) || text.startsWith(BASIC_INGEST_ROOT + "/")) {
            throw badFilter(
                    "a rule cannot select FROM '" + text + "': messages of Basic Ingest reach the rule that they name",
                    statement,
                    text);
        }
        try {
            return Optional.of(TopicFilter.parse(text, TopicLimits.AWS));
        } catch (InvalidTopicException invalid) {
            throw badFilter("FROM: " + invalid.getMessage(), statement, text);
        }
    }

    private static SqlParseException badFilter(String problem, String statement, String filter) {
        return SqlParseException.at(problem, statement, Math.max(0, statement.lastIndexOf(filter)));
    }

    private static List<RuleAction> actions(JsonNode payload, SqlStatement sql) throws InvalidRuleException {
        JsonNode node = payload.path("actions");
        if (!node.isArray()) {
            throw new InvalidRuleException("actions is required");
        }
        if (node.size() > MAX_ACTIONS) {
            throw new InvalidRuleException("the rule has " + node.size() + " actions; the limit is " + MAX_ACTIONS);
        }
        List<RuleAction> actions = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            actions.add(ActionParser.parse("actions[" + i + "]", node.get(i), sql));
        }
        return actions;
    }

    private static Optional<RuleAction> errorAction(JsonNode payload, SqlStatement sql) throws InvalidRuleException {
        JsonNode node = payload.path("errorAction");
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        RuleAction action = ActionParser.parse("errorAction", node, sql);
        if (action.callsServices()) {
            throw new InvalidRuleException("errorAction: a template of an error action cannot call other services");
        }
        return Optional.of(action);
    }
}
