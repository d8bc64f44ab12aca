package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.api.sdk.SdkJson;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import dev.mooring.store.TopicRuleRecord;
import dev.mooring.store.TopicRuleTable;
import java.util.Optional;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.DisableTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.DisableTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.EnableTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.EnableTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.GetTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.GetTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.ListTopicRulesRequest;
import software.amazon.awssdk.services.iot.model.ListTopicRulesResponse;
import software.amazon.awssdk.services.iot.model.ReplaceTopicRuleRequest;
import software.amazon.awssdk.services.iot.model.ReplaceTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.TopicRule;
import software.amazon.awssdk.services.iot.model.TopicRuleListItem;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

/** Topic rules. As at AWS a rule that does not exist answers 401, whatever is asked of it. */
final class TopicRuleHandlers {
    /** What a rule gets that names no version. */
    private static final String DEFAULT_SQL_VERSION = "2015-10-08";

    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;

    TopicRuleHandlers(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    CreateTopicRuleResponse create(CreateTopicRuleRequest request, CallContext context) {
        TopicRulePayload payload = request.topicRulePayload();
        Optional<String> filter = RuleDefinitionChecker.check(request.ruleName(), payload);
        Tags tags = Tags.ofHeader(request.tags());
        String arn = new Arns(context.tenant()).rule(request.ruleName());
        return store.write(tables -> {
            TopicRuleTable rules = tables.topicRules(context.tenant());
            if (rules.find(request.ruleName()).isPresent()) {
                throw Refusal.alreadyExists(
                        "Rule already exists (name=" + request.ruleName() + ")", request.ruleName(), arn);
            }
            rules.put(new TopicRuleRecord(
                    request.ruleName(), filter, stored(payload), isDisabled(payload), context.now()));
            tables.tags(context.tenant()).put(arn, tags.values());
            return CreateTopicRuleResponse.builder().build();
        });
    }

    /** Everything that is not given is reset. */
    ReplaceTopicRuleResponse replace(ReplaceTopicRuleRequest request, CallContext context) {
        TopicRulePayload payload = request.topicRulePayload();
        Optional<String> filter = RuleDefinitionChecker.check(request.ruleName(), payload);
        return store.write(tables -> {
            TopicRuleTable rules = tables.topicRules(context.tenant());
            TopicRuleRecord rule = find(rules, request.ruleName());
            rules.put(new TopicRuleRecord(rule.name(), filter, stored(payload), isDisabled(payload), rule.createdAt()));
            return ReplaceTopicRuleResponse.builder().build();
        });
    }

    GetTopicRuleResponse get(GetTopicRuleRequest request, CallContext context) {
        TopicRuleRecord rule = store.read(tables -> find(tables.topicRules(context.tenant()), request.ruleName()));
        TopicRulePayload.Builder builder = TopicRulePayload.builder();
        SdkJson.read(rule.payload(), builder);
        TopicRulePayload payload = builder.build();
        return GetTopicRuleResponse.builder()
                .ruleArn(new Arns(context.tenant()).rule(rule.name()))
                .rule(TopicRule.builder()
                        .ruleName(rule.name())
                        .sql(payload.sql())
                        .description(payload.description())
                        .createdAt(rule.createdAt())
                        .actions(payload.actions())
                        .ruleDisabled(rule.disabled())
                        .awsIotSqlVersion(payload.awsIotSqlVersion())
                        .errorAction(payload.errorAction())
                        .build())
                .build();
    }

    ListTopicRulesResponse list(ListTopicRulesRequest request, CallContext context) {
        Paging paging = Paging.of(
                tokens,
                context,
                "ListTopicRules",
                request.nextToken(),
                request.maxResults(),
                PAGE_SIZE,
                request.topic(),
                request.ruleDisabled());
        Page<TopicRuleRecord> page = store.read(tables -> tables.topicRules(context.tenant())
                .list(
                        Optional.ofNullable(request.topic()),
                        Optional.ofNullable(request.ruleDisabled()),
                        paging.after(),
                        paging.limit()));
        Arns arns = new Arns(context.tenant());
        return ListTopicRulesResponse.builder()
                .rules(page.items().stream()
                        .map(rule -> TopicRuleListItem.builder()
                                .ruleArn(arns.rule(rule.name()))
                                .ruleName(rule.name())
                                .topicPattern(rule.topicPattern().orElse(null))
                                .createdAt(rule.createdAt())
                                .ruleDisabled(rule.disabled())
                                .build())
                        .toList())
                .nextToken(paging.next(page))
                .build();
    }

    EnableTopicRuleResponse enable(EnableTopicRuleRequest request, CallContext context) {
        setDisabled(context, request.ruleName(), false);
        return EnableTopicRuleResponse.builder().build();
    }

    DisableTopicRuleResponse disable(DisableTopicRuleRequest request, CallContext context) {
        setDisabled(context, request.ruleName(), true);
        return DisableTopicRuleResponse.builder().build();
    }

    private void setDisabled(CallContext context, String name, boolean disabled) {
        store.write(tables -> {
            TopicRuleTable rules = tables.topicRules(context.tenant());
            TopicRuleRecord changed = find(rules, name).withDisabled(disabled);
            rules.put(changed);
            return changed;
        });
    }

    DeleteTopicRuleResponse delete(DeleteTopicRuleRequest request, CallContext context) {
        return store.write(tables -> {
            TopicRuleTable rules = tables.topicRules(context.tenant());
            find(rules, request.ruleName());
            rules.delete(request.ruleName());
            tables.tags(context.tenant()).removeAll(new Arns(context.tenant()).rule(request.ruleName()));
            return DeleteTopicRuleResponse.builder().build();
        });
    }

    private static TopicRuleRecord find(TopicRuleTable rules, String name) {
        return rules.find(name)
                .orElseThrow(() ->
                        new ApiException("UnauthorizedException", "Access to topic rule '" + name + "' was denied"));
    }

    /** Whether the rule is disabled has a column of its own; the version in force is spelled out. */
    private static String stored(TopicRulePayload payload) {
        return SdkJson.write(payload.toBuilder()
                .ruleDisabled(null)
                .awsIotSqlVersion(
                        Optional.ofNullable(payload.awsIotSqlVersion()).orElse(DEFAULT_SQL_VERSION))
                .build());
    }

    private static boolean isDisabled(TopicRulePayload payload) {
        return Boolean.TRUE.equals(payload.ruleDisabled());
    }
}
