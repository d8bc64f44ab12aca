package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.sdk.SdkPojos;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.Template;
import dev.mooring.core.topic.BasicIngest;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.ReservedTopics;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

/**
 * Checks a rule with the SQL parser: the statement, its topic filter, and every substitution template in its actions.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-create-rule.html">AWS: creating a rule</a>
 */
public final class SqlRuleChecker implements RuleChecker {
    private final Set<String> actionKinds;
    private final TopicLimits topicLimits;

    /**
     * @param actionKinds the actions this server can run, by their names on the wire, for example {@code lambda}
     * @param topicLimits of the profile in force
     */
    public SqlRuleChecker(Set<String> actionKinds, TopicLimits topicLimits) {
        this.actionKinds = Set.copyOf(actionKinds);
        this.topicLimits = topicLimits;
    }

    @Override
    public Optional<String> check(TopicRulePayload rule) {
        SqlStatement statement = statement(rule);
        statement.topicFilter().ifPresent(this::checkFilter);
        for (Action action : rule.actions()) {
            checkAction(action, statement, false);
        }
        if (rule.errorAction() != null) {
            checkAction(rule.errorAction(), statement, true);
        }
        return statement.topicFilter();
    }

    private static SqlStatement statement(TopicRulePayload rule) {
        SqlVersion version = SqlVersion.V2015_10_08;
        if (rule.awsIotSqlVersion() != null) {
            try {
                version = SqlVersion.of(rule.awsIotSqlVersion());
            } catch (IllegalArgumentException e) {
                throw Refusal.invalidRequest("awsIotSqlVersion: " + e.getMessage());
            }
        }
        try {
            return SqlStatement.parse(rule.sql(), version);
        } catch (SqlParseException e) {
            throw sql(String.valueOf(e.getMessage()));
        }
    }

    private void checkFilter(String filter) {
        try {
            TopicFilter.parse(filter, topicLimits);
        } catch (InvalidTopicException e) {
            throw sql("FROM: " + e.getMessage());
        }
        if (filter.startsWith("$aws/rules/")) {
            throw sql("FROM: a rule cannot select from '" + filter + "', Basic Ingest reaches rules by their names");
        }
    }

    private void checkAction(Action action, SqlStatement statement, boolean isErrorAction) {
        Map<String, Object> kinds = SdkPojos.read(action);
        if (kinds.size() != 1) {
            throw Refusal.invalidRequest("An action must have exactly one kind, not "
                    + (kinds.isEmpty()
                            ? "none"
                            : kinds.keySet().stream().sorted().toList()));
        }
        String kind = kinds.keySet().iterator().next();
        if (!actionKinds.contains(kind)) {
            throw new ApiException(
                    "NotImplementedException",
                    "The rule action " + kind + " is not implemented here yet; there are "
                            + actionKinds.stream().sorted().toList());
        }
        checkTemplates(kind, kinds.get(kind), statement, isErrorAction);
        if (action.republish() != null) {
            checkRepublish(action.republish().topic(), action.republish().qos(), statement);
        }
    }

    /** @param value a value of {@link SdkPojos} */
    private static void checkTemplates(
            String place, @Nullable Object value, SqlStatement statement, boolean isErrorAction) {
        switch (value) {
            case String text
            when text.contains("${") -> {
                if (template(place, text, statement).callsServices() && isErrorAction) {
                    throw Refusal.invalidRequest(
                            "errorAction." + place + ": an error action cannot use functions that call services");
                }
            }
            case Map<?, ?> map ->
                map.forEach((name, each) -> checkTemplates(place + "." + name, each, statement, isErrorAction));
            case List<?> list -> list.forEach(each -> checkTemplates(place, each, statement, isErrorAction));
            case null, default -> {}
        }
    }

    private static Template template(String place, String text, SqlStatement statement) {
        try {
            return statement.template(text);
        } catch (SqlParseException e) {
            throw sql(place + ": " + e.getMessage());
        }
    }

    /** What is known before a message comes: a topic without templates, and the QoS. */
    private void checkRepublish(String topic, @Nullable Integer qos, SqlStatement statement) {
        if (qos != null && qos != 0 && qos != 1) {
            throw Refusal.invalidRequest("republish.qos must be 0 or 1, not " + qos);
        }
        if (!template("republish.topic", topic, statement).isLiteral()) {
            return;
        }
        // $$aws/… is how a republish action writes a reserved topic, so that $a is no template.
        String actual = topic.startsWith("$$") ? topic.substring(1) : topic;
        try {
            TopicName.parse(actual, topicLimits);
        } catch (InvalidTopicException e) {
            throw Refusal.invalidRequest("republish.topic: " + e.getMessage());
        }
        Optional<String> refusal = BasicIngest.of(actual).isPresent()
                ? Optional.of("a rule cannot republish to Basic Ingest")
                : ReservedTopics.refusesRepublish(actual);
        refusal.ifPresent(why -> {
            throw Refusal.invalidRequest("republish.topic: " + why);
        });
    }

    private static ApiException sql(String message) {
        return new ApiException("SqlParseException", message);
    }
}
