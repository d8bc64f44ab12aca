package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.Page;
import dev.mooring.store.RuleDestinationRecord;
import dev.mooring.store.RuleDestinationRecord.Status;
import dev.mooring.store.RuleDestinationTable;
import dev.mooring.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import software.amazon.awssdk.services.iot.model.ConfirmTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.ConfirmTopicRuleDestinationResponse;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleDestinationResponse;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleDestinationResponse;
import software.amazon.awssdk.services.iot.model.GetTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.GetTopicRuleDestinationResponse;
import software.amazon.awssdk.services.iot.model.ListTopicRuleDestinationsRequest;
import software.amazon.awssdk.services.iot.model.ListTopicRuleDestinationsResponse;
import software.amazon.awssdk.services.iot.model.TopicRuleDestination;
import software.amazon.awssdk.services.iot.model.TopicRuleDestinationConfiguration;
import software.amazon.awssdk.services.iot.model.TopicRuleDestinationSummary;
import software.amazon.awssdk.services.iot.model.UpdateTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.UpdateTopicRuleDestinationResponse;

/** Topic rule destinations over HTTP. As at AWS one that does not exist answers 401. */
final class RuleDestinationHandlers {
    private static final int PAGE_SIZE = 250;

    private final Store store;
    private final PageTokens tokens;
    private final RuleDestinations destinations;

    RuleDestinationHandlers(Store store, PageTokens tokens, RuleDestinations destinations) {
        this.store = store;
        this.tokens = tokens;
        this.destinations = destinations;
    }

    CreateTopicRuleDestinationResponse create(CreateTopicRuleDestinationRequest request, CallContext context) {
        TopicRuleDestinationConfiguration configuration = request.destinationConfiguration();
        if (configuration.vpcConfiguration() != null) {
            throw new ApiException(
                    "NotImplementedException", "vpcConfiguration: destinations in a VPC are not implemented here");
        }
        if (configuration.httpUrlConfiguration() == null) {
            throw Refusal.invalidRequest("destinationConfiguration: httpUrlConfiguration is required");
        }
        String url = configuration.httpUrlConfiguration().confirmationUrl();
        RuleDestinationRecord created = destinations.create(context.tenant(), url, context.now());
        return CreateTopicRuleDestinationResponse.builder()
                .topicRuleDestination(described(created, context))
                .build();
    }

    GetTopicRuleDestinationResponse get(GetTopicRuleDestinationRequest request, CallContext context) {
        RuleDestinationRecord found =
                store.read(tables -> find(tables.ruleDestinations(context.tenant()), request.arn(), context));
        return GetTopicRuleDestinationResponse.builder()
                .topicRuleDestination(described(found, context))
                .build();
    }

    ListTopicRuleDestinationsResponse list(ListTopicRuleDestinationsRequest request, CallContext context) {
        Paging paging = Paging.of(
                tokens, context, "ListTopicRuleDestinations", request.nextToken(), request.maxResults(), PAGE_SIZE);
        Page<RuleDestinationRecord> page =
                store.read(tables -> tables.ruleDestinations(context.tenant()).list(paging.after(), paging.limit()));
        return ListTopicRuleDestinationsResponse.builder()
                .destinationSummaries(page.items().stream()
                        .map(found -> TopicRuleDestinationSummary.builder()
                                .arn(new Arns(context.tenant()).ruleDestination(found.id()))
                                .status(found.status().name())
                                .statusReason(found.statusReason().isEmpty() ? null : found.statusReason())
                                .createdAt(found.createdAt())
                                .lastUpdatedAt(found.updatedAt())
                                .httpUrlSummary(http -> http.confirmationUrl(found.confirmationUrl()))
                                .build())
                        .toList())
                .nextToken(paging.next(page))
                .build();
    }

    /** A destination that was confirmed may be switched off and on; one that was not may be challenged again. */
    UpdateTopicRuleDestinationResponse update(UpdateTopicRuleDestinationRequest request, CallContext context) {
        Status wanted = wanted(request.statusAsString());
        RuleDestinationRecord changed = store.write(tables -> {
            RuleDestinationTable table = tables.ruleDestinations(context.tenant());
            RuleDestinationRecord found = find(table, request.arn(), context);
            boolean isConfirmed = found.status() == Status.ENABLED || found.status() == Status.DISABLED;
            if (isConfirmed == (wanted == Status.IN_PROGRESS)) {
                throw Refusal.invalidRequest(
                        "The status of a destination cannot change from " + found.status() + " to " + wanted);
            }
            RuleDestinationRecord next = wanted == Status.IN_PROGRESS
                    ? destinations.challenged(context.tenant(), found, context.now())
                    : found.with(wanted, "", context.now());
            table.put(next);
            return next;
        });
        if (wanted == Status.IN_PROGRESS) {
            destinations.challenge(context.tenant(), changed);
        }
        return UpdateTopicRuleDestinationResponse.builder().build();
    }

    private static Status wanted(String status) {
        return switch (status) {
            case "ENABLED" -> Status.ENABLED;
            case "DISABLED" -> Status.DISABLED;
            case "IN_PROGRESS" -> Status.IN_PROGRESS;
            default -> throw Refusal.invalidRequest("status: must be ENABLED, DISABLED or IN_PROGRESS");
        };
    }

    DeleteTopicRuleDestinationResponse delete(DeleteTopicRuleDestinationRequest request, CallContext context) {
        return store.write(tables -> {
            RuleDestinationTable table = tables.ruleDestinations(context.tenant());
            table.delete(find(table, request.arn(), context).id());
            return DeleteTopicRuleDestinationResponse.builder().build();
        });
    }

    /** By whoever has got the challenge, signed or not. The link may be opened twice. */
    ConfirmTopicRuleDestinationResponse confirm(ConfirmTopicRuleDestinationRequest request, CallContext context) {
        ApiException invalid = Refusal.invalidRequest("The confirmation token is not valid");
        ConfirmationToken token = ConfirmationToken.read(request.confirmationToken())
                .filter(read -> read.tenant().equals(context.tenant()))
                .orElseThrow(() -> invalid);
        return store.write(tables -> {
            RuleDestinationTable table = tables.ruleDestinations(context.tenant());
            RuleDestinationRecord found = table.find(token.destinationId()).orElseThrow(() -> invalid);
            if (!MessageDigest.isEqual(
                    found.token().getBytes(StandardCharsets.UTF_8),
                    request.confirmationToken().getBytes(StandardCharsets.UTF_8))) {
                throw invalid;
            }
            if (found.status() == Status.IN_PROGRESS || found.status() == Status.ERROR) {
                table.put(found.with(Status.ENABLED, "", context.now()));
            }
            return ConfirmTopicRuleDestinationResponse.builder().build();
        });
    }

    private static RuleDestinationRecord find(RuleDestinationTable table, String arn, CallContext context) {
        String prefix = new Arns(context.tenant()).ruleDestination("");
        return java.util.Optional.of(arn)
                .filter(text -> text.startsWith(prefix))
                .flatMap(text -> table.find(text.substring(prefix.length())))
                .orElseThrow(() -> new ApiException(
                        "UnauthorizedException", "Access to topic rule destination '" + arn + "' was denied"));
    }

    private static TopicRuleDestination described(RuleDestinationRecord found, CallContext context) {
        return TopicRuleDestination.builder()
                .arn(new Arns(context.tenant()).ruleDestination(found.id()))
                .status(found.status().name())
                .statusReason(found.statusReason().isEmpty() ? null : found.statusReason())
                .createdAt(found.createdAt())
                .lastUpdatedAt(found.updatedAt())
                .httpUrlProperties(http -> http.confirmationUrl(found.confirmationUrl()))
                .build();
    }
}
