package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A pipeline's activities in their order: from a channel, through any number of others, into a data store. */
record Pipeline(String channel, String datastore, List<Activity> between) {
    /**
     * @param wire the activities as they were given, each naming the next
     * @throws ApiException InvalidRequestException when they are no chain
     */
    static Pipeline parse(List<Map<?, ?>> wire) {
        Map<String, Map<?, ?>> byName = new LinkedHashMap<>();
        Set<String> followers = new HashSet<>();
        for (Map<?, ?> each : wire) {
            String name = member(each, "name").orElse("");
            if (byName.put(name, each) != null) {
                throw Definitions.invalid("Two activities have the name " + name + ".");
            }
            member(each, "next").ifPresent(followers::add);
        }
        followers.stream().filter(name -> !byName.containsKey(name)).findFirst().ifPresent(missing -> {
            throw Definitions.invalid("There is no activity " + missing + ".");
        });
        List<String> firsts = byName.keySet().stream()
                .filter(name -> !followers.contains(name))
                .toList();
        if (firsts.size() != 1) {
            throw Definitions.invalid("The activities have to be one chain that begins with a channel.");
        }
        List<Activity> chain = new ArrayList<>();
        Optional<String> next = Optional.of(firsts.getFirst());
        while (next.isPresent()) {
            Map<?, ?> activity = byName.remove(next.get());
            if (activity == null) {
                throw Definitions.invalid("The activity " + next.get() + " comes twice.");
            }
            chain.add(Activity.parse(activity));
            next = member(activity, "next");
        }
        if (!byName.isEmpty()
                || chain.size() < 2
                || !(chain.getFirst() instanceof Activity.FromChannel from)
                || !(chain.getLast() instanceof Activity.IntoDatastore into)) {
            throw Definitions.invalid("The activities have to lead from a channel to a data store.");
        }
        List<Activity> between = List.copyOf(chain.subList(1, chain.size() - 1));
        if (between.stream()
                .anyMatch(each -> each instanceof Activity.FromChannel || each instanceof Activity.IntoDatastore)) {
            throw Definitions.invalid("A pipeline has one channel and one data store.");
        }
        return new Pipeline(from.channel(), into.datastore(), between);
    }

    /**
     * @return what reaches the data store
     * @throws ActivityException when a function fails
     */
    List<ObjectNode> run(List<ObjectNode> messages, Tenant tenant, FunctionPort functions)
            throws ActivityException, InterruptedException {
        List<ObjectNode> now = messages;
        for (Activity activity : between) {
            now = run(activity, now, tenant, functions);
        }
        return now;
    }

    static List<ObjectNode> run(Activity activity, List<ObjectNode> messages, Tenant tenant, FunctionPort functions)
            throws ActivityException, InterruptedException {
        return switch (activity) {
            case Activity.FromChannel channel -> messages;
            case Activity.IntoDatastore datastore -> messages;
            case Activity.AddAttributes add -> {
                messages.forEach(message -> Attributes.add(message, add.sources()));
                yield messages;
            }
            case Activity.RemoveAttributes remove -> {
                messages.forEach(message -> Attributes.remove(message, remove.paths()));
                yield messages;
            }
            case Activity.SelectAttributes select ->
                messages.stream()
                        .map(message -> Attributes.select(message, select.paths()))
                        .toList();
            case Activity.Filter filter ->
                messages.stream()
                        .filter(message -> filter.condition().evaluate(message).isPresent())
                        .toList();
            case Activity.Calculate math -> {
                messages.forEach(message -> math.expression()
                        .evaluate(message)
                        .ifPresent(value -> Attributes.set(message, math.attribute(), value)));
                yield messages;
            }
            case Activity.Lambda lambda -> invoke(lambda, messages, tenant, functions);
        };
    }

    /** The function gets an array of messages and answers one. */
    private static List<ObjectNode> invoke(
            Activity.Lambda lambda, List<ObjectNode> messages, Tenant tenant, FunctionPort functions)
            throws ActivityException, InterruptedException {
        String arn =
                ServiceArn.of("lambda", tenant, "function:" + lambda.function()).toString();
        List<ObjectNode> answers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i += lambda.batchSize()) {
            ArrayNode batch = Json.MAPPER.createArrayNode();
            messages.subList(i, Math.min(messages.size(), i + lambda.batchSize()))
                    .forEach(batch::add);
            FunctionPort.Answer answer =
                    functions.invoke(tenant, arn, Json.write(batch).getBytes(StandardCharsets.UTF_8));
            switch (answer) {
                case FunctionPort.Answer.Succeeded succeeded -> answers.addAll(objects(succeeded.payload(), lambda));
                case FunctionPort.Answer.Failed failed ->
                    throw new ActivityException("function " + lambda.function() + " failed: " + failed.cause());
                case FunctionPort.Answer.Refused refused ->
                    throw new ActivityException(refused.error() + ": " + refused.why());
            }
        }
        return answers;
    }

    private static List<ObjectNode> objects(byte[] payload, Activity.Lambda lambda) throws ActivityException {
        List<ObjectNode> objects = new ArrayList<>();
        try {
            JsonNode answer = Json.MAPPER.readTree(payload);
            if (answer.isArray()) {
                for (JsonNode each : answer) {
                    if (each instanceof ObjectNode object) {
                        objects.add(object);
                    }
                }
                if (objects.size() == answer.size()) {
                    return objects;
                }
            }
        } catch (JacksonException e) {
            // Told below with the rest.
        }
        throw new ActivityException("function " + lambda.function() + " did not answer an array of objects");
    }

    private static Optional<String> member(Map<?, ?> activity, String member) {
        return activity.values().stream()
                .filter(Map.class::isInstance)
                .map(of -> ((Map<?, ?>) of).get(member))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}
