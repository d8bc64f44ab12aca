package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.sdk.SdkJson;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.rules.RuleDefinition;
import dev.mooring.rules.action.InvalidRuleException;
import dev.mooring.rules.action.NotImplementedActionException;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

/**
 * Judges a rule before it is stored: whether it is well-formed, and whether this server can run it. What it lets in is
 * what the rules engine can load, since both ask the same parser.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-create-rule.html">AWS: creating a rule</a>
 */
final class RuleDefinitionChecker {
    private RuleDefinitionChecker() {}

    /**
     * @return the topic filter of the rule's FROM; empty for a rule that only Basic Ingest reaches
     * @throws ApiException SqlParseException when the statement or a template is wrong, InvalidRequestException when an
     *     action or the version is, NotImplementedException for an action that this server cannot run
     */
    static Optional<String> check(String name, TopicRulePayload rule) {
        try {
            return RuleDefinition.parse(name, SdkJson.write(rule)).sql().topicFilter();
        } catch (SqlParseException wrong) {
            throw new ApiException("SqlParseException", String.valueOf(wrong.getMessage()));
        } catch (NotImplementedActionException notBuilt) {
            throw new ApiException("NotImplementedException", String.valueOf(notBuilt.getMessage()));
        } catch (InvalidRuleException wrong) {
            throw Refusal.invalidRequest(String.valueOf(wrong.getMessage()));
        }
    }
}
