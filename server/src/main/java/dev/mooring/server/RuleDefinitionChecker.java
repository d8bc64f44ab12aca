package dev.mooring.server;

import dev.mooring.api.ApiException;
import dev.mooring.api.iot.RuleChecker;
import dev.mooring.api.sdk.SdkJson;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.rules.RuleDefinition;
import dev.mooring.rules.action.InvalidRuleException;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

/** Lets the rules engine judge a rule before the API stores it: what it cannot parse never gets in. */
final class RuleDefinitionChecker implements RuleChecker {
    @Override
    public Optional<String> check(TopicRulePayload rule) {
        try {
            return RuleDefinition.parse("unnamed", SdkJson.write(rule)).sql().topicFilter();
        } catch (SqlParseException e) {
            throw new ApiException("SqlParseException", String.valueOf(e.getMessage()));
        } catch (InvalidRuleException e) {
            throw new ApiException("InvalidRequestException", String.valueOf(e.getMessage()));
        }
    }
}
