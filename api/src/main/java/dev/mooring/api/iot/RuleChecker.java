package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

/** Judges a rule before it is stored: the port behind which the rule language and the actions stand. */
@FunctionalInterface
public interface RuleChecker {
    /**
     * @return the topic filter of the rule's FROM; empty for a rule that only Basic Ingest reaches
     * @throws ApiException SqlParseException when the statement is wrong, InvalidRequestException when an action or the
     *     version is, NotImplementedException for an action that this server cannot run
     */
    Optional<String> check(TopicRulePayload rule);
}
