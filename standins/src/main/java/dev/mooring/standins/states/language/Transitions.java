package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How branches of one run go from state to state. */
final class Transitions {
    private final Run run;
    private final Forks forks;

    Transitions(Run run) {
        this.run = run;
        this.forks = new Forks(run, this);
    }

    void enter(Branch branch) {
        State state = branch.state;
        branch.enteredAt = run.now();
        branch.retries.clear();
        branch.retryCount = 0;
        branch.lastEvent = run.history()
                .add(
                        run.now(),
                        branch.lastEvent,
                        state.type() + "StateEntered",
                        "stateEnteredEventDetails",
                        details -> {
                            details.put("name", state.name()).put("input", History.text(branch.rawInput));
                            details.putObject("inputDetails").put("truncated", false);
                        });
        run.later(branch, () -> begin(branch));
    }

    /** Also once more, when the state is retried. */
    private void begin(Branch branch) {
        try {
            Data raw = data(branch, branch.rawInput);
            switch (branch.state) {
                case State.Pass pass -> {
                    Data data = input(branch, pass.flow(), raw);
                    finish(
                            branch,
                            pass.flow(),
                            pass.result(),
                            pass.value().orElseGet(() -> parameters(pass.result(), data)));
                }
                case State.Task task -> {
                    input(branch, task.flow(), raw);
                    run.tasks().call(branch, task);
                }
                case State.Choice choice -> choose(branch, choice, input(branch, choice.flow(), raw));
                case State.Wait wait ->
                    run.timer(
                            Optional.of(branch),
                            Waiting.until(wait, input(branch, wait.flow(), raw), run.now()),
                            () -> leaveOrFail(branch, wait.flow(), branch.input));
                case State.Succeed succeed -> {
                    input(branch, succeed.flow(), raw);
                    leave(branch, succeed.flow(), branch.input);
                }
                case State.Fail fail -> fail(branch, Waiting.text(fail.error(), raw), Waiting.text(fail.cause(), raw));
                case State.Parallel parallel -> {
                    JsonNode given = parameters(parallel.result(), input(branch, parallel.flow(), raw));
                    forks.begin(Fork.parallel(branch, parallel, given));
                }
                case State.ForEach each -> forks.begin(Fork.map(branch, each, input(branch, each.flow(), raw)));
            }
        } catch (StatesException e) {
            fail(branch, e.error(), e.getMessage());
        }
    }

    private Data data(Branch branch, JsonNode input) {
        return run.data(branch, input, Optional.empty());
    }

    private static Data input(Branch branch, State.Flow flow, Data raw) {
        branch.input = selected(flow.inputPath(), raw, "InputPath");
        return raw.withInput(branch.input);
    }

    /** What InputPath and OutputPath miss cannot be caught. */
    private static JsonNode selected(Expression path, Data data, String field) {
        try {
            return path.evaluate(data);
        } catch (StatesException e) {
            throw StatesException.runtime("Invalid path of " + field + ": " + e.getMessage());
        }
    }

    private static JsonNode parameters(State.Result result, Data data) {
        return result.parameters().map(template -> template.evaluate(data)).orElse(data.input());
    }

    private void choose(Branch branch, State.Choice choice, Data data) {
        String next = choice.rules().stream()
                .filter(rule -> rule.condition().holds(data))
                .map(State.Rule::next)
                .findFirst()
                .or(choice::otherwise)
                .orElseThrow(() -> new StatesException(
                        "States.NoChoiceMatched",
                        "Failed to transition out of the state '" + choice.name()
                                + "'. The state does not point to a next state."));
        State.Flow flow = choice.flow();
        leave(branch, new State.Flow(flow.inputPath(), flow.outputPath(), Optional.of(next)), branch.input);
    }

    /** The task, or the branches, of a state have come to a result. */
    void answered(Branch branch, JsonNode value) {
        try {
            switch (branch.state) {
                case State.Task task -> finish(branch, task.flow(), task.result(), value);
                case State.Parallel parallel -> finish(branch, parallel.flow(), parallel.result(), value);
                case State.ForEach each -> finish(branch, each.flow(), each.result(), value);
                default -> throw new IllegalStateException("nothing answers a " + branch.state.type());
            }
        } catch (StatesException e) {
            fail(branch, e.error(), e.getMessage());
        }
    }

    private void finish(Branch branch, State.Flow flow, State.Result result, JsonNode value) {
        JsonNode selected = result.selector()
                .map(selector -> selector.evaluate(data(branch, value)))
                .orElse(value);
        leave(branch, flow, placed(branch, result.resultPath(), selected));
    }

    private static JsonNode placed(Branch branch, Optional<JsonPath> resultPath, JsonNode value) {
        return resultPath.map(path -> path.put(branch.rawInput, value)).orElse(branch.rawInput);
    }

    private void leaveOrFail(Branch branch, State.Flow flow, JsonNode result) {
        try {
            leave(branch, flow, result);
        } catch (StatesException e) {
            fail(branch, e.error(), e.getMessage());
        }
    }

    private void leave(Branch branch, State.Flow flow, JsonNode result) {
        exit(branch, selected(flow.outputPath(), data(branch, result), "OutputPath"), flow.next());
    }

    private void exit(Branch branch, JsonNode output, Optional<String> next) {
        String text = History.text(output);
        if (History.bytes(text) > History.MAX_PAYLOAD) {
            throw new StatesException(
                    "States.DataLimitExceeded",
                    "The state/task '" + branch.state.name()
                            + "' returned a result with a size exceeding the maximum number of bytes service limit.");
        }
        branch.lastEvent = run.history()
                .add(
                        run.now(),
                        branch.lastEvent,
                        branch.state.type() + "StateExited",
                        "stateExitedEventDetails",
                        details -> {
                            details.put("name", branch.state.name()).put("output", text);
                            details.putObject("outputDetails").put("truncated", false);
                        });
        if (next.isPresent()) {
            branch.state = branch.machine.state(next.get());
            branch.rawInput = output;
            run.later(branch, () -> enter(branch));
        } else if (branch.fork.isPresent()) {
            forks.succeeded(branch.fork.get(), branch, output);
        } else {
            run.end(new Ending.Succeeded(text));
        }
    }

    /** Retries, catches, or gives up. */
    void fail(Branch branch, String error, String cause) {
        branch.task = OptionalInt.empty();
        branch.children = Optional.empty();
        Optional<Failures.Retry> retry = Failures.retry(branch, error, run.random());
        if (retry.isPresent()) {
            branch.retries.merge(retry.get().retrier(), 1, Integer::sum);
            branch.retryCount++;
            run.timer(
                    Optional.of(branch),
                    run.now().plusMillis(retry.get().delayMillis()),
                    () -> run.later(branch, () -> begin(branch)));
            return;
        }
        Optional<State.Catcher> catcher = Failures.catcher(branch.state, error);
        if (catcher.isEmpty()) {
            giveUp(branch, error, cause);
            return;
        }
        ObjectNode value =
                JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause);
        try {
            exit(
                    branch,
                    placed(branch, catcher.get().resultPath(), value),
                    Optional.of(catcher.get().next()));
        } catch (StatesException e) {
            giveUp(branch, e.error(), e.getMessage());
        }
    }

    private void giveUp(Branch branch, String error, String cause) {
        if (branch.fork.isPresent()) {
            forks.failed(branch.fork.get(), branch, error, cause);
        } else {
            run.end(new Ending.Failed("FAILED", error, cause));
        }
    }

    static ArrayNode array(List<JsonNode> elements) {
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }
}
