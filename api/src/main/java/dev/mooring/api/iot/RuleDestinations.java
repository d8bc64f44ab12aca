package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import dev.mooring.api.Operations;
import dev.mooring.api.PageTokens;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.RuleDestinationRecord;
import dev.mooring.store.RuleDestinationRecord.Status;
import dev.mooring.store.RuleDestinationTable;
import dev.mooring.store.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iot.model.ConfirmTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.CreateTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.DeleteTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.GetTopicRuleDestinationRequest;
import software.amazon.awssdk.services.iot.model.ListTopicRuleDestinationsRequest;
import software.amazon.awssdk.services.iot.model.UpdateTopicRuleDestinationRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Destinations of HTTP actions and their challenges.
 *
 * @param baseUrl of this server's APIs, without a slash at its end: what a challenge's link begins with
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/http-action-destination.html">AWS: HTTP action
 *     destinations</a>
 */
public record RuleDestinations(
        Store store, ChallengeSender sender, Supplier<String> baseUrl, SecureRandom random, InstantSource clock) {
    /** AWS's quota. */
    static final int MAX_DESTINATIONS = 1_000;

    private static final String CONFIRM = "/confirmdestination/";
    private static final Logger LOG = LoggerFactory.getLogger(RuleDestinations.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    public void register(Operations operations, PageTokens tokens) {
        RuleDestinationHandlers handlers = new RuleDestinationHandlers(store, tokens, this);
        operations
                .on("CreateTopicRuleDestination", CreateTopicRuleDestinationRequest::builder, handlers::create)
                .on("GetTopicRuleDestination", GetTopicRuleDestinationRequest::builder, handlers::get)
                .on("ListTopicRuleDestinations", ListTopicRuleDestinationsRequest::builder, handlers::list)
                .on("UpdateTopicRuleDestination", UpdateTopicRuleDestinationRequest::builder, handlers::update)
                .on("DeleteTopicRuleDestination", DeleteTopicRuleDestinationRequest::builder, handlers::delete)
                .on("ConfirmTopicRuleDestination", ConfirmTopicRuleDestinationRequest::builder, handlers::confirm);
    }

    /** Whose destination an unsigned request confirms: the link in a challenge is opened like any other. */
    public static Optional<Tenant> anonymous(HttpRequest request) {
        return request.method().equals("GET") && request.rawPath().startsWith(CONFIRM)
                ? ConfirmationToken.read(request.rawPath().substring(CONFIRM.length()))
                        .map(ConfirmationToken::tenant)
                : Optional.empty();
    }

    /** Stores a destination and sends its challenge. */
    RuleDestinationRecord create(Tenant tenant, String url, Instant now) {
        requireUrl(url);
        RuleDestinationRecord created = store.write(tables -> {
            RuleDestinationTable table = tables.ruleDestinations(tenant);
            var all = table.all();
            Optional<RuleDestinationRecord> same = all.stream()
                    .filter(other -> other.confirmationUrl().equals(url))
                    .findFirst();
            if (same.isPresent()) {
                throw Refusal.alreadyExists(
                        "There is a destination for this URL",
                        same.get().id(),
                        new Arns(tenant).ruleDestination(same.get().id()));
            }
            if (all.size() >= MAX_DESTINATIONS) {
                throw Refusal.invalidRequest("There are " + MAX_DESTINATIONS + " destinations; that is the limit");
            }
            String id = UUID.randomUUID().toString();
            RuleDestinationRecord next = new RuleDestinationRecord(
                    id, url, Status.IN_PROGRESS, "", ConfirmationToken.issue(tenant, id, random), now, now);
            table.put(next);
            return next;
        });
        challenge(tenant, created);
        return created;
    }

    /** With a new token, so that earlier challenges do not count any more. */
    RuleDestinationRecord challenged(Tenant tenant, RuleDestinationRecord found, Instant now) {
        return found.challenged(ConfirmationToken.issue(tenant, found.id(), random), now);
    }

    /** Sends a stored destination's challenge; a failure shows as its status. */
    void challenge(Tenant tenant, RuleDestinationRecord destination) {
        String arn = new Arns(tenant).ruleDestination(destination.id());
        String token = destination.token();
        ObjectNode body = JSON.createObjectNode()
                .put("arn", arn)
                .put("confirmationToken", token)
                .put("enableUrl", baseUrl.get() + CONFIRM + token)
                .put("messageType", "DestinationConfirmation");
        String url = destination.confirmationUrl();
        String query = url.contains("?") ? "&" : url.endsWith("/") ? "?" : "/?";
        sender.send(
                new ChallengeSender.Challenge(url + query + "confirmationToken=" + token, arn, body.toString()),
                why -> failed(tenant, destination, why));
    }

    /**
     * Makes the destinations that a rule's HTTP actions need and that are not there, as AWS does when a rule is created or
     * replaced: for their confirmation URL, else their URL; not where it has a template. Blocks.
     */
    public void ruleChanged(Tenant tenant, String ruleName) {
        store.read(tables -> tables.topicRules(tenant).find(ruleName))
                .map(rule -> JSON.readTree(rule.payload()))
                .ifPresent(
                        rule -> Stream.concat(rule.path("actions").valueStream(), Stream.of(rule.path("errorAction")))
                                .map(action -> action.path("http"))
                                .filter(JsonNode::isObject)
                                .map(http -> http.path("confirmationUrl")
                                        .asString(http.path("url").asString("")))
                                .filter(url -> !url.contains("${"))
                                .distinct()
                                .forEach(url -> createIfMissing(tenant, url)));
    }

    private void createIfMissing(Tenant tenant, String url) {
        try {
            create(tenant, url, clock.instant());
        } catch (ApiException refused) {
            // There is one already; or none is possible, and then the action will say so.
            LOG.debug("no destination made for a rule of {}: {}", tenant, refused.getMessage());
        }
    }

    private void failed(Tenant tenant, RuleDestinationRecord challenged, String why) {
        store.write(tables -> {
            RuleDestinationTable table = tables.ruleDestinations(tenant);
            Optional<RuleDestinationRecord> waiting = table.find(challenged.id())
                    .filter(now ->
                            now.status() == Status.IN_PROGRESS && now.token().equals(challenged.token()));
            waiting.ifPresent(found -> table.put(
                    found.with(Status.ERROR, "The confirmation message could not be sent: " + why, clock.instant())));
            return waiting;
        });
    }

    private static void requireUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException notOne) {
            // Refused below.
        }
        throw Refusal.invalidRequest("confirmationUrl: '" + text + "' is not an http or https URL");
    }
}
