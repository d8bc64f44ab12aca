package dev.mooring.standins.states.language;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of one run that were called and have not answered. */
final class TaskCalls {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Run run;
    private final Transitions transitions;
    private final IntFunction<String> tokens;
    private final Map<Integer, Call> calls = new TreeMap<>();
    private int last;

    /** @param heartbeatSeconds 0 for none */
    private record Call(
            Branch branch, TaskEvents events, OptionalInt timeout, OptionalInt heartbeat, int heartbeatSeconds) {
        Call withHeartbeat(OptionalInt timer) {
            return new Call(branch, events, timeout, timer, heartbeatSeconds);
        }
    }

    TaskCalls(Run run, Transitions transitions, IntFunction<String> tokens) {
        this.run = run;
        this.transitions = transitions;
        this.tokens = tokens;
    }

    boolean awaits(int task) {
        return calls.containsKey(task);
    }

    /** @throws StatesException when the parameters cannot be made */
    void call(Branch branch, State.Task task) {
        int id = ++last;
        boolean takesToken = task.resource() instanceof TaskResource.Integration integration
                && integration.pattern() == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN;
        Data data = run.data(branch, branch.input, takesToken ? Optional.of(tokens.apply(id)) : Optional.empty());
        JsonNode parameters = task.result()
                .parameters()
                .map(template -> template.evaluate(data))
                .orElse(branch.input);
        int timeout = seconds(task.timeout(), data, "TimeoutSeconds");
        int heartbeat = seconds(task.heartbeat(), data, "HeartbeatSeconds");
        TaskEvents events = new TaskEvents(run, branch, task.resource());
        events.scheduled(History.text(parameters), timeout, heartbeat);
        calls.put(
                id,
                new Call(
                        branch,
                        events,
                        timer(branch, id, timeout, "States.Timeout"),
                        // A worker's heart beats once it has taken the task; a token's from now on.
                        task.resource() instanceof TaskResource.Activity
                                ? OptionalInt.empty()
                                : timer(branch, id, heartbeat, "States.HeartbeatTimeout"),
                        heartbeat));
        branch.task = OptionalInt.of(id);
        run.effect(new Effect.CallTask(id, task.resource(), parameters));
    }

    private static int seconds(Optional<Expression> given, Data data, String field) {
        if (given.isEmpty()) {
            return 0;
        }
        JsonNode value = given.get().evaluate(data);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw StatesException.runtime("The value of " + field + " must be a positive integer.");
        }
        return value.intValue();
    }

    private OptionalInt timer(Branch branch, int task, int seconds, String error) {
        return seconds == 0
                ? OptionalInt.empty()
                : OptionalInt.of(
                        run.timer(Optional.of(branch), run.now().plusSeconds(seconds), () -> timedOut(task, error)));
    }

    private void timedOut(int task, String error) {
        take(task).ifPresent(call -> {
            run.effect(new Effect.ForgetTask(task));
            call.events().timedOut(error);
            transitions.fail(call.branch(), error, "");
        });
    }

    private Optional<Call> take(int task) {
        Optional<Call> call = Optional.ofNullable(calls.remove(task));
        call.ifPresent(taken -> {
            taken.timeout().ifPresent(run::forgetTimer);
            taken.heartbeat().ifPresent(run::forgetTimer);
            taken.branch().task = OptionalInt.empty();
        });
        return call;
    }

    void submitted(Signal.TaskSubmitted signal) {
        Optional.ofNullable(calls.get(signal.task()))
                .ifPresent(call -> call.events().submitted(signal.output()));
    }

    void started(Signal.TaskStarted signal) {
        Call call = calls.get(signal.task());
        if (call != null) {
            call.events().started(signal.workerName());
            beat(signal.task(), call);
        }
    }

    void heartbeat(Signal.TaskHeartbeat signal) {
        Call call = calls.get(signal.task());
        if (call != null) {
            beat(signal.task(), call);
        }
    }

    private void beat(int task, Call call) {
        call.heartbeat().ifPresent(run::forgetTimer);
        calls.put(
                task,
                call.withHeartbeat(timer(call.branch(), task, call.heartbeatSeconds(), "States.HeartbeatTimeout")));
    }

    void succeeded(Signal.TaskSucceeded signal) {
        take(signal.task()).ifPresent(call -> {
            Branch branch = call.branch();
            if (History.bytes(signal.output()) > History.MAX_PAYLOAD) {
                String why = "The state/task '" + branch.state.name()
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.";
                call.events().failed("States.DataLimitExceeded", why);
                transitions.fail(branch, "States.DataLimitExceeded", why);
                return;
            }
            call.events().succeeded(signal.output());
            try {
                transitions.answered(branch, MAPPER.readTree(signal.output()));
            } catch (JacksonException e) {
                transitions.fail(branch, "States.Runtime", "The task's output is not JSON.");
            }
        });
    }

    void failed(Signal.TaskFailed signal) {
        take(signal.task()).ifPresent(call -> {
            call.events().failed(signal.error(), signal.cause());
            transitions.fail(call.branch(), signal.error(), signal.cause());
        });
    }

    /** The branch is cancelled. */
    void forget(int task) {
        take(task).ifPresent(call -> run.effect(new Effect.ForgetTask(task)));
    }

    void forgetAll() {
        calls.keySet().forEach(task -> run.effect(new Effect.ForgetTask(task)));
        calls.clear();
    }
}
