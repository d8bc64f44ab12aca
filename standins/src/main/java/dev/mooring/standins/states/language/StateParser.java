package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one state. */
final class StateParser {
    private static final int MAX_SECONDS = 99_999_999;
    private static final int MAX_INTERVAL = 31_622_400;
    private static final TaskResource NONE = new TaskResource.Function("");

    private final DefinitionParser machines;
    private final Function<TaskResource, Optional<String>> refusal;
    private final String name;
    private final Fields fields;
    private final Set<String> names;
    private final int depth;

    StateParser(
            DefinitionParser machines,
            Function<TaskResource, Optional<String>> refusal,
            String name,
            Fields fields,
            Set<String> names,
            int depth) {
        this.machines = machines;
        this.refusal = refusal;
        this.name = name;
        this.fields = fields;
        this.names = names;
        this.depth = depth;
    }

    /** Empty when there is no such type; all else that is wrong is a problem only. */
    Optional<State> parse() {
        DefinitionParser.queryLanguage(fields);
        Optional<State> state =
                switch (fields.requiredText("Type")) {
                    case "Pass" -> Optional.of(new State.Pass(name, flow(), result(false), fields.node("Result")));
                    case "Task" -> Optional.of(task());
                    case "Choice" -> Optional.of(choice());
                    case "Wait" -> Optional.of(waiting());
                    case "Succeed" -> Optional.of(new State.Succeed(name, paths(Optional.empty())));
                    case "Fail" -> Optional.of(new State.Fail(name, textOrPath("Error"), textOrPath("Cause")));
                    case "Parallel" -> Optional.of(parallel());
                    case "Map" -> Optional.of(forEach());
                    case String other -> {
                        if (!other.isEmpty()) {
                            fields.problem("Type", "'" + other + "' is not a type of states");
                        }
                        yield Optional.empty();
                    }
                };
        if (state.isPresent()) {
            fields.refuseOthers();
        }
        return state;
    }

    private State.Flow flow() {
        Optional<String> next = fields.text("Next");
        boolean end = fields.flag("End").orElse(false);
        if (next.isPresent() == end) {
            fields.problem(
                    "",
                    end
                            ? "These fields cannot be there together: Next, End"
                            : "These fields are required but are missing: ['Next', 'End'], one of them");
        }
        return paths(next);
    }

    private State.Flow paths(Optional<String> next) {
        return new State.Flow(selection("InputPath"), selection("OutputPath"), next);
    }

    private Expression selection(String field) {
        if (fields.node(field).filter(JsonNode::isNull).isPresent()) {
            return Expression.Literal.EMPTY;
        }
        return fields.path(field).<Expression>map(Expression.At::new).orElse(Expression.At.INPUT);
    }

    /** @param isFallible it may have a ResultSelector, Retry and Catch */
    private State.Result result(boolean isFallible) {
        Optional<JsonPath> resultPath = resultPath(fields);
        return isFallible
                ? new State.Result(
                        fields.template("Parameters"),
                        fields.template("ResultSelector"),
                        resultPath,
                        fields.objects("Retry").orElse(List.of()).stream()
                                .map(StateParser::retrier)
                                .toList(),
                        fields.objects("Catch").orElse(List.of()).stream()
                                .map(StateParser::catcher)
                                .toList())
                : new State.Result(fields.template("Parameters"), Optional.empty(), resultPath, List.of(), List.of());
    }

    private static Optional<JsonPath> resultPath(Fields fields) {
        return fields.node("ResultPath").filter(JsonNode::isNull).isPresent()
                ? Optional.empty()
                : Optional.of(fields.referencePath("ResultPath").orElse(JsonPath.ROOT));
    }

    private static State.Retrier retrier(Fields fields) {
        Optional<String> jitter = fields.text("JitterStrategy");
        jitter.filter(strategy -> !strategy.equals("FULL") && !strategy.equals("NONE"))
                .ifPresent(strategy -> fields.problem("JitterStrategy", "Expected one of FULL, NONE"));
        int interval = fields.integer("IntervalSeconds", 1, MAX_SECONDS).orElse(1);
        Optional<Integer> maxDelay = fields.integer("MaxDelaySeconds", 1, MAX_INTERVAL);
        if (maxDelay.isPresent() && maxDelay.get() <= interval) {
            fields.problem("MaxDelaySeconds", "Expected more than IntervalSeconds");
        }
        State.Retrier retrier = new State.Retrier(
                errors(fields),
                interval,
                fields.integer("MaxAttempts", 0, MAX_SECONDS).orElse(3),
                fields.number("BackoffRate", 1).orElse(2.0),
                maxDelay,
                jitter.equals(Optional.of("FULL")));
        fields.refuseOthers();
        return retrier;
    }

    private static State.Catcher catcher(Fields fields) {
        State.Catcher catcher = new State.Catcher(errors(fields), resultPath(fields), fields.requiredText("Next"));
        fields.refuseOthers();
        return catcher;
    }

    private static List<String> errors(Fields fields) {
        Optional<JsonNode> list = fields.node("ErrorEquals");
        if (list.isEmpty()) {
            fields.missing("ErrorEquals");
        } else if (!list.get().isArray()
                || list.get().isEmpty()
                || !list.get().valueStream().allMatch(JsonNode::isString)) {
            fields.problem("ErrorEquals", "Expected a non-empty array of strings");
        } else {
            return list.get().valueStream().map(JsonNode::stringValue).toList();
        }
        return List.of();
    }

    private State task() {
        String arn = fields.requiredText("Resource");
        Optional<TaskResource> resource = TaskResource.parse(arn);
        if (!arn.isEmpty()) {
            resource.map(refusal)
                    .orElse(Optional.of("The resource provided " + arn + " is not recognized."))
                    .ifPresent(why -> fields.problem("Resource", why));
        }
        fields.object("Credentials")
                .ifPresent(credentials -> fields.problem("Credentials", "Roles of other accounts are not built here"));
        return new State.Task(
                name,
                flow(),
                result(true),
                resource.orElse(NONE),
                numberOrPath("TimeoutSeconds", 1),
                numberOrPath("HeartbeatSeconds", 1));
    }

    private Optional<Expression> numberOrPath(String field, int least) {
        boolean hasPath = fields.has(field + "Path");
        if (fields.has(field) && hasPath) {
            fields.problem(field, "These fields cannot be there together: " + field + ", " + field + "Path");
        }
        if (hasPath) {
            return fields.path(field + "Path").map(Expression.At::new);
        }
        return fields.integer(field, least, MAX_SECONDS)
                .map(seconds -> new Expression.Literal(JsonNodeFactory.instance.numberNode(seconds)));
    }

    private Optional<Expression> textOrPath(String field) {
        if (fields.has(field) && fields.has(field + "Path")) {
            fields.problem(field, "These fields cannot be there together: " + field + ", " + field + "Path");
        }
        Optional<Expression> path =
                fields.text(field + "Path").flatMap(text -> fields.parsed(field + "Path", text, Expression::parse));
        return path.or(() ->
                fields.text(field).map(text -> new Expression.Literal(JsonNodeFactory.instance.stringNode(text))));
    }

    private State choice() {
        List<State.Rule> rules = new ArrayList<>();
        List<Fields> choices = fields.objects("Choices").orElse(List.of());
        if (choices.isEmpty()) {
            fields.problem("Choices", "Expected a non-empty array");
        }
        for (Fields choice : choices) {
            String next = choice.requiredText("Next");
            ChoiceParser.parse(choice, 0).ifPresent(rule -> rules.add(new State.Rule(rule, next)));
        }
        return new State.Choice(name, paths(Optional.empty()), List.copyOf(rules), fields.text("Default"));
    }

    private State waiting() {
        List<String> given = List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath").stream()
                .filter(fields::has)
                .toList();
        if (given.size() != 1) {
            fields.problem("", "Exactly one of Seconds, SecondsPath, Timestamp, TimestampPath is required");
            return new State.Wait(name, flow(), Expression.At.INPUT, false);
        }
        String field = given.getFirst();
        Optional<Expression> until =
                switch (field) {
                    case "Seconds" ->
                        fields.integer(field, 0, MAX_SECONDS)
                                .map(seconds -> new Expression.Literal(JsonNodeFactory.instance.numberNode(seconds)));
                    case "Timestamp" ->
                        fields.text(field).map(text -> {
                            if (ChoiceRule.timestamp(text).isEmpty()) {
                                fields.problem(field, "Expected a timestamp, for example 2026-01-31T12:00:00Z");
                            }
                            return new Expression.Literal(JsonNodeFactory.instance.stringNode(text));
                        });
                    default -> fields.path(field).map(Expression.At::new);
                };
        return new State.Wait(name, flow(), until.orElse(Expression.At.INPUT), field.startsWith("Timestamp"));
    }

    private State parallel() {
        List<State.Machine> branches = new ArrayList<>();
        List<Fields> given = fields.objects("Branches").orElse(List.of());
        if (given.isEmpty()) {
            fields.problem("Branches", "Expected a non-empty array");
        }
        given.forEach(branch -> branches.add(machines.machine(branch, names, depth + 1)));
        return new State.Parallel(name, flow(), result(true), List.copyOf(branches));
    }

    private State forEach() {
        String field = fields.has("ItemProcessor") ? "ItemProcessor" : "Iterator";
        if (!fields.has(field)) {
            fields.missing("ItemProcessor");
        }
        if (fields.has("ItemSelector") && fields.has("Parameters")) {
            fields.problem("Parameters", "These fields cannot be there together: ItemSelector, Parameters");
        }
        State.Machine processor = fields.object(field)
                .map(inner -> {
                    inner.object("ProcessorConfig").ifPresent(StateParser::inline);
                    return machines.machine(inner, names, depth + 1);
                })
                .orElse(new State.Machine("", java.util.Map.of()));
        State.Result given = result(true);
        return new State.ForEach(
                name,
                flow(),
                new State.Result(
                        Optional.empty(), given.selector(), given.resultPath(), given.retriers(), given.catchers()),
                processor,
                fields.path("ItemsPath").<Expression>map(Expression.At::new).orElse(Expression.At.INPUT),
                fields.template("ItemSelector").or(given::parameters),
                numberOrPath("MaxConcurrency", 0).orElse(zero()),
                numberOrPath("ToleratedFailureCount", 0).orElse(zero()),
                numberOrPath("ToleratedFailurePercentage", 0).orElse(zero()));
    }

    private static Expression zero() {
        return new Expression.Literal(JsonNodeFactory.instance.numberNode(0));
    }

    private static void inline(Fields config) {
        config.text("Mode")
                .filter(mode -> !mode.equals("INLINE"))
                .ifPresent(mode -> config.problem("Mode", "'" + mode + "' is not built here: only INLINE is"));
        config.refuseOthers();
    }
}
