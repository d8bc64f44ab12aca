package dev.mooring.api.mooring;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.policy.AuthorizationRequest;
import dev.mooring.core.policy.CompiledPolicy;
import dev.mooring.core.policy.ConnectAttributes;
import dev.mooring.core.policy.ConnectionThing;
import dev.mooring.core.policy.ConnectionVariables;
import dev.mooring.core.policy.Decision;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.policy.MalformedPolicyException;
import dev.mooring.core.policy.PolicyDocument;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.policy.PolicyVariables;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what policies, stored or drafts, would say to a device, and names the statement that decides. The policies come
 * with the request; nothing is looked up and nothing is changed.
 */
public final class SimulationOperations {
    /** As many as AWS lets be attached to one principal, with room for those of groups. */
    private static final int MAX_POLICIES = 50;

    private static final JsonMapper JSON = JsonMapper.shared();

    public Map<Route, JsonOperation> routes() {
        return Map.of(new Route("POST", "/mooring/policies/simulate"), this::simulate);
    }

    private JsonNode simulate(Request request, CallContext context) {
        JsonBody body = request.body();
        PolicySet policies = policies(body.objects("policies", MAX_POLICIES));
        String action = body.requiredText("action");
        String resource = arn(action, body.requiredText("resource"), new Arns(context.tenant()));
        PolicyVariables variables = variables(body, action, context);
        body.refuseOthers();
        AuthorizationRequest question = new AuthorizationRequest(action, resource, variables);
        return answer(question, policies.evaluate(question), policies);
    }

    private static PolicySet policies(List<JsonBody> drafts) {
        List<CompiledPolicy> policies = new ArrayList<>();
        for (JsonBody draft : drafts) {
            String name = draft.text("policyName").orElse("draft");
            String version = draft.text("policyVersionId").orElse("draft");
            String document = draft.requiredText("policyDocument");
            draft.refuseOthers();
            try {
                policies.add(new CompiledPolicy(name, version, PolicyDocument.parse(document)));
            } catch (MalformedPolicyException e) {
                throw new ApiException("MalformedPolicyException", name + ": " + e.getMessage());
            }
        }
        return new PolicySet(policies);
    }

    /** A topic, a filter or a client id becomes the ARN that the action is asked about; an ARN stays. */
    private static String arn(String action, String resource, Arns arns) {
        if (resource.startsWith("arn:")) {
            return resource;
        }
        return switch (action) {
            case IotActions.CONNECT -> arns.client(resource);
            case IotActions.PUBLISH, IotActions.RECEIVE, IotActions.RETAIN_PUBLISH, IotActions.GET_RETAINED_MESSAGE ->
                arns.topic(resource);
            case IotActions.SUBSCRIBE -> arns.topicFilter(resource);
            case IotActions.GET_THING_SHADOW,
                    IotActions.UPDATE_THING_SHADOW,
                    IotActions.DELETE_THING_SHADOW,
                    IotActions.LIST_NAMED_SHADOWS_FOR_THING -> arns.thing(resource);
            default -> throw JsonBody.invalid("resource must be an ARN for the action " + action);
        };
    }

    private static PolicyVariables variables(JsonBody body, String action, CallContext context) {
        Optional<ConnectionThing> thing = body.object("thing").map(SimulationOperations::thing);
        PolicyVariables connection = new ConnectionVariables(
                body.text("clientId"),
                body.text("sourceIp").orElse(context.sourceIp()),
                body.text("serverName"),
                Optional.empty(),
                thing,
                InstantSource.fixed(context.now()));
        boolean persistent = body.flag("persistentConnect", false);
        Optional<String> will = body.text("lastWillTopic").map(new Arns(context.tenant())::topic);
        return action.equals(IotActions.CONNECT)
                ? new ConnectAttributes(persistent, will).orElse(connection)
                : connection;
    }

    private static ConnectionThing thing(JsonBody body) {
        Map<String, String> attributes = new LinkedHashMap<>();
        body.any("attributes").ifPresent(node -> {
            if (!node.isObject()) {
                throw JsonBody.invalid("thing.attributes must be an object");
            }
            node.properties().forEach(member -> {
                if (!member.getValue().isString()) {
                    throw JsonBody.invalid("thing.attributes." + member.getKey() + " must be a string");
                }
                attributes.put(member.getKey(), member.getValue().asString());
            });
        });
        ConnectionThing thing =
                new ConnectionThing(body.requiredText("thingName"), body.text("thingTypeName"), attributes);
        body.refuseOthers();
        return thing;
    }

    private static ObjectNode answer(AuthorizationRequest question, Decision decision, PolicySet policies) {
        ObjectNode node = JSON.createObjectNode()
                .put("action", question.action())
                .put("resource", question.resource())
                .put("explanation", decision.explain());
        // The names of TestAuthorization.
        switch (decision) {
            case Decision.Allowed allowed -> {
                node.put("authDecision", "ALLOWED");
                node.set("statement", statement(allowed.by()));
            }
            case Decision.ExplicitDeny deny -> {
                node.put("authDecision", "EXPLICIT_DENY");
                node.set("statement", statement(deny.by()));
            }
            case Decision.ImplicitDeny deny -> {
                node.put("authDecision", "IMPLICIT_DENY");
                ArrayNode misses = node.putArray("nearMisses");
                for (Decision.NearMiss miss : deny.nearMisses()) {
                    ObjectNode one = misses.addObject().put("why", miss.why());
                    one.set("statement", statement(miss.statement()));
                }
            }
        }
        ArrayNode missing = node.putArray("missingContextValues");
        policies.missingContextValues(question).forEach(missing::add);
        return node;
    }

    private static ObjectNode statement(Decision.StatementRef ref) {
        ObjectNode node = JSON.createObjectNode()
                .put("policyName", ref.policyName())
                .put("policyVersionId", ref.versionId())
                .put("index", ref.statement());
        if (!ref.sid().isEmpty()) {
            node.put("sid", ref.sid());
        }
        if (!ref.resource().isEmpty()) {
            node.put("resource", ref.resource());
        }
        return node;
    }
}
