package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Which retrier or catcher an error meets. */
final class Failures {
    /** What no wildcard catches. */
    private static final Set<String> TERMINAL = Set.of("States.Runtime", "States.DataLimitExceeded");

    private static final State.Result NONE =
            new State.Result(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
    /** Three years: more than any execution lasts, and no overflow. */
    private static final double MAX_SECONDS = 1e8;

    private Failures() {}

    record Retry(State.Retrier retrier, long delayMillis) {}

    /** The first retrier that matches decides, also when it has no attempts left. */
    static Optional<Retry> retry(Branch branch, String error, RandomGenerator random) {
        Optional<State.Retrier> retrier = handling(branch.state).retriers().stream()
                .filter(each -> matches(each.errors(), error, branch.state))
                .findFirst();
        return retrier.filter(each -> branch.retries.getOrDefault(each, 0) < each.maxAttempts())
                .map(each -> new Retry(each, delayMillis(each, branch.retries.getOrDefault(each, 0), random)));
    }

    static long delayMillis(State.Retrier retrier, int earlier, RandomGenerator random) {
        double seconds = retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), earlier);
        double bounded = Math.min(
                Math.min(seconds, MAX_SECONDS), retrier.maxDelaySeconds().orElse((int) MAX_SECONDS));
        long millis = Math.round(bounded * 1000);
        return retrier.fullJitter() ? random.nextLong(millis + 1) : millis;
    }

    static Optional<State.Catcher> catcher(State state, String error) {
        return handling(state).catchers().stream()
                .filter(each -> matches(each.errors(), error, state))
                .findFirst();
    }

    private static State.Result handling(State state) {
        return switch (state) {
            case State.Task task -> task.result();
            case State.Parallel parallel -> parallel.result();
            case State.ForEach each -> each.result();
            case State.Pass pass -> NONE;
            case State.Choice choice -> NONE;
            case State.Wait wait -> NONE;
            case State.Succeed succeed -> NONE;
            case State.Fail fail -> NONE;
        };
    }

    static boolean matches(List<String> names, String error, State state) {
        return names.stream()
                .anyMatch(name -> name.equals(error)
                        || switch (name) {
                            case "States.ALL" -> !TERMINAL.contains(error);
                            case "States.TaskFailed" ->
                                state instanceof State.Task
                                        && !TERMINAL.contains(error)
                                        && !error.equals("States.Timeout");
                            case "States.Timeout" -> error.equals("States.HeartbeatTimeout");
                            case "States.BranchFailed" -> state instanceof State.Parallel && !TERMINAL.contains(error);
                            default -> false;
                        });
    }
}
