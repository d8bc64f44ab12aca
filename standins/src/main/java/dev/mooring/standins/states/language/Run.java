package dev.mooring.standins.states.language;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One execution of a state machine. It does no I/O and has no clock and no threads: each signal gives events and effects, and
 * the same signals at the same times give the same again, so that an execution is restored by replaying its signals.
 *
 * <p>One caller at a time.
 */
public final class Run {
    private final StateMachine machine;
    private final ExecutionInfo info;
    private final RandomGenerator random;
    private final History history = new History();
    private final Map<Integer, Timer> timers = new TreeMap<>();
    private final Deque<Step> ready = new ArrayDeque<>();
    private final TaskCalls tasks;
    private final Transitions transitions;
    private final Branch root;
    private List<Effect> effects = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int lastTimer;
    private boolean ended;

    private record Step(Branch branch, Runnable work) {}

    private record Timer(Optional<Branch> branch, Runnable work) {}

    /** @param tokens the task token of a task's number */
    public Run(StateMachine machine, ExecutionInfo info, IntFunction<String> tokens) {
        this.machine = machine;
        this.info = info;
        // Of a seed that a replay has again.
        this.random = new java.util.SplittableRandom(
                info.arn().hashCode() * 31L + info.startTime().toEpochMilli());
        this.root = new Branch(machine.states(), Optional.empty(), 0, Optional.empty(), 0, info.input());
        this.transitions = new Transitions(this);
        this.tasks = new TaskCalls(this, transitions, tokens);
    }

    /** Whether a task has been called and has not answered. */
    public boolean awaits(int task) {
        return tasks.awaits(task);
    }

    /** A signal that has come too late changes nothing. */
    public Outcome accept(Signal signal, Instant time) {
        now = time;
        effects = new ArrayList<>();
        if (!ended) {
            switch (signal) {
                case Signal.Start start -> start();
                case Signal.TaskSubmitted submitted -> tasks.submitted(submitted);
                case Signal.TaskStarted started -> tasks.started(started);
                case Signal.TaskHeartbeat heartbeat -> tasks.heartbeat(heartbeat);
                case Signal.TaskSucceeded succeeded -> tasks.succeeded(succeeded);
                case Signal.TaskFailed failed -> tasks.failed(failed);
                case Signal.TimerFired fired ->
                    Optional.ofNullable(timers.remove(fired.timer()))
                            .ifPresent(timer -> timer.work().run());
                case Signal.Stop stop -> end(new Ending.Failed("ABORTED", stop.error(), stop.cause()));
            }
            work();
        }
        return new Outcome(history.take(), List.copyOf(effects));
    }

    private void work() {
        while (!ended && !ready.isEmpty()) {
            Step step = ready.poll();
            if (!step.branch().isCancelled) {
                step.work().run();
            }
            if (!ended && history.isFull()) {
                end(new Ending.Failed(
                        "FAILED",
                        "States.Runtime",
                        "The execution reached the maximum number of history events (" + History.MAX_EVENTS + ")."));
            }
        }
    }

    private void start() {
        root.lastEvent = history.add(now, 0, "ExecutionStarted", "executionStartedEventDetails", details -> {
            details.put("input", History.text(info.input())).put("roleArn", info.roleArn());
            details.putObject("inputDetails").put("truncated", false);
        });
        machine.timeoutSeconds()
                .ifPresent(seconds -> timer(
                        Optional.empty(),
                        now.plusSeconds(seconds),
                        () -> end(new Ending.Failed("TIMED_OUT", "States.Timeout", ""))));
        transitions.enter(root);
    }

    void end(Ending ending) {
        ended = true;
        switch (ending) {
            case Ending.Succeeded succeeded ->
                history.add(now, root.lastEvent, "ExecutionSucceeded", "executionSucceededEventDetails", details -> {
                    details.put("output", succeeded.output());
                    details.putObject("outputDetails").put("truncated", false);
                });
            case Ending.Failed failed -> {
                String how =
                        switch (failed.status()) {
                            case "ABORTED" -> "Aborted";
                            case "TIMED_OUT" -> "TimedOut";
                            default -> "Failed";
                        };
                history.add(
                        now,
                        root.lastEvent,
                        "Execution" + how,
                        "execution" + how + "EventDetails",
                        details -> failure(details, failed.error(), failed.cause()));
            }
        }
        tasks.forgetAll();
        timers.keySet().forEach(timer -> effects.add(new Effect.ForgetTimer(timer)));
        timers.clear();
        ready.clear();
        effects.add(new Effect.End(ending));
    }

    static void failure(ObjectNode details, String error, String cause) {
        if (!error.isEmpty()) {
            details.put("error", error);
        }
        if (!cause.isEmpty()) {
            details.put("cause", cause);
        }
    }

    // For the parts of this run.

    String region() {
        return info.arn().split(":", 5)[3];
    }

    Instant now() {
        return now;
    }

    History history() {
        return history;
    }

    TaskCalls tasks() {
        return tasks;
    }

    RandomGenerator random() {
        return random;
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    /** Later in this signal, unless the branch is cancelled before. */
    void later(Branch branch, Runnable work) {
        ready.add(new Step(branch, work));
    }

    /** @param branch with which the timer is forgotten */
    int timer(Optional<Branch> branch, Instant at, Runnable work) {
        int id = ++lastTimer;
        timers.put(id, new Timer(branch, work));
        effects.add(new Effect.SetTimer(id, at));
        return id;
    }

    void forgetTimer(int timer) {
        if (timers.remove(timer) != null) {
            effects.add(new Effect.ForgetTimer(timer));
        }
    }

    void forgetTimers(Branch branch) {
        List<Integer> its = timers.entrySet().stream()
                .filter(timer -> timer.getValue()
                        .branch()
                        .filter(owner -> owner == branch)
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
        its.forEach(this::forgetTimer);
    }

    Data data(Branch branch, JsonNode input, Optional<String> token) {
        ObjectNode context = info.context();
        context.putObject("State")
                .put("Name", branch.state.name())
                .put("EnteredTime", History.iso(branch.enteredAt))
                .put("RetryCount", branch.retryCount);
        token.ifPresent(text -> context.putObject("Task").put("Token", text));
        branch.mapContext.ifPresent(map -> context.set("Map", map));
        return new Data(input, context, random);
    }
}
