package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads definitions, and says everything that is wrong with one. */
public final class DefinitionParser {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int MAX_NAME = 80;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_TIMEOUT = 99_999_999;

    private final Function<TaskResource, Optional<String>> refusal;

    /** @param refusal says why a resource cannot be called here; empty when it can */
    public DefinitionParser(Function<TaskResource, Optional<String>> refusal) {
        this.refusal = refusal;
    }

    /** What a definition came to: a machine when there are no problems. */
    public record Parsed(Optional<StateMachine> machine, List<DefinitionProblem> problems) {}

    public Parsed parse(String definition) {
        List<DefinitionProblem> problems = new ArrayList<>();
        JsonNode root;
        try {
            root = STRICT.readTree(definition);
        } catch (JacksonException e) {
            problems.add(new DefinitionProblem(
                    DefinitionProblem.JSON,
                    "The definition is not JSON from line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " on",
                    ""));
            return new Parsed(Optional.empty(), problems);
        }
        if (!(root instanceof ObjectNode object)) {
            problems.add(new DefinitionProblem(DefinitionProblem.JSON, "A state machine must be a JSON object", ""));
            return new Parsed(Optional.empty(), problems);
        }
        Fields fields = new Fields(object, "", problems);
        fields.text("Version")
                .filter(version -> !version.equals("1.0"))
                .ifPresent(version -> fields.problem("Version", "The only version is \"1.0\""));
        queryLanguage(fields);
        Optional<Integer> timeout = fields.integer("TimeoutSeconds", 1, MAX_TIMEOUT);
        State.Machine states = machine(fields, new HashSet<>(), 0);
        return new Parsed(
                problems.isEmpty() ? Optional.of(new StateMachine(states, timeout)) : Optional.empty(),
                List.copyOf(problems));
    }

    static void queryLanguage(Fields fields) {
        fields.text("QueryLanguage")
                .filter(language -> !language.equals("JSONPath"))
                .ifPresent(language ->
                        fields.problem("QueryLanguage", "'" + language + "' is not built here: only JSONPath is"));
    }

    /** @param names of all states so far: they are unique in the whole definition */
    State.Machine machine(Fields fields, Set<String> names, int depth) {
        String startAt = fields.requiredText("StartAt");
        Map<String, State> states = new LinkedHashMap<>();
        if (!fields.has("States")) {
            fields.missing("States");
        }
        Optional<Fields> members = depth > MAX_DEPTH ? Optional.empty() : fields.object("States");
        if (depth > MAX_DEPTH) {
            fields.problem("States", "State machines are nested more than " + MAX_DEPTH + " deep");
        }
        members.ifPresent(all -> {
            if (all.names().isEmpty()) {
                all.problem("", "There must be at least one state");
            }
            // "Comment" may be the name of a state.
            for (String name : all.names().stream().sorted().toList()) {
                all.object(name).ifPresent(state -> {
                    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
                        all.problem(name, "The name of a state must have 1 to " + MAX_NAME + " characters");
                    }
                    if (!names.add(name)) {
                        all.problem(name, "The name of a state must be unique in the definition");
                    }
                    new StateParser(this, refusal, name, state, names, depth)
                            .parse()
                            .ifPresent(parsed -> states.put(name, parsed));
                });
            }
            targets(fields, all);
        });
        fields.refuseOthers();
        return new State.Machine(startAt, Map.copyOf(states));
    }

    private static void targets(Fields machine, Fields all) {
        Set<String> present = all.names();
        check(machine, "StartAt", present);
        for (String name : present) {
            all.object(name).ifPresent(state -> {
                for (String field : List.of("Next", "Default")) {
                    check(state, field, present);
                }
                for (String field : List.of("Choices", "Catch")) {
                    if (state.node(field).filter(JsonNode::isArray).isPresent()) {
                        state.objects(field).ifPresent(each -> each.forEach(one -> check(one, "Next", present)));
                    }
                }
            });
        }
    }

    private static void check(Fields fields, String field, Set<String> present) {
        fields.node(field)
                .filter(node -> node.isString() && !present.contains(node.stringValue()))
                .ifPresent(node -> target(fields, field, node.stringValue(), fields.location() + "/" + field));
    }

    private static void target(Fields fields, String field, String name, String location) {
        fields.problems()
                .add(new DefinitionProblem(
                        DefinitionProblem.TARGET, "Missing '" + field + "' target: " + name, location));
    }
}
