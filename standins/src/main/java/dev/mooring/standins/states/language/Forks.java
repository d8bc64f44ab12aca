package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Parallel and Map states of one run: begins their branches, gathers what they came to. */
final class Forks {
    private final Run run;
    private final Transitions transitions;

    Forks(Run run, Transitions transitions) {
        this.run = run;
        this.transitions = transitions;
    }

    void begin(Fork fork) {
        Branch parent = fork.parent();
        parent.children = Optional.of(fork);
        parent.lastEvent = run.history()
                .add(
                        run.now(),
                        parent.lastEvent,
                        parent.state.type() + "StateStarted",
                        fork.isMap() ? "mapStateStartedEventDetails" : "",
                        details -> details.put("length", fork.parts().size()));
        advance(fork);
    }

    private void advance(Fork fork) {
        Branch parent = fork.parent();
        if (fork.isDone()) {
            parent.children = Optional.empty();
            event(parent, "Succeeded");
            transitions.answered(parent, Transitions.array(List.copyOf(fork.results.values())));
            return;
        }
        while (fork.mayBegin()) {
            int index = fork.begun++;
            Fork.Part part = fork.parts().get(index);
            Branch branch = new Branch(
                    part.machine(), Optional.of(fork), index, part.mapContext(), parent.lastEvent, part.input());
            fork.running.put(index, branch);
            if (fork.isMap()) {
                iteration(branch, "Started");
            }
            run.later(branch, () -> transitions.enter(branch));
        }
    }

    private void event(Branch branch, String what) {
        branch.lastEvent =
                run.history().add(run.now(), branch.lastEvent, branch.state.type() + "State" + what, "", details -> {});
    }

    private void iteration(Branch branch, String what) {
        branch.lastEvent = run.history()
                .add(
                        run.now(),
                        branch.lastEvent,
                        "MapIteration" + what,
                        "mapIteration" + what + "EventDetails",
                        details -> details.put(
                                        "name",
                                        branch.fork.orElseThrow().parent().state.name())
                                .put("index", branch.index));
    }

    void succeeded(Fork fork, Branch branch, tools.jackson.databind.JsonNode output) {
        fork.running.remove(branch.index);
        fork.results.put(branch.index, output);
        if (fork.isMap()) {
            iteration(branch, "Succeeded");
        }
        fork.parent().lastEvent = branch.lastEvent;
        advance(fork);
    }

    void failed(Fork fork, Branch branch, String error, String cause) {
        fork.running.remove(branch.index);
        fork.failures++;
        if (fork.isMap()) {
            iteration(branch, "Failed");
        }
        Branch parent = fork.parent();
        parent.lastEvent = branch.lastEvent;
        if (fork.failures <= fork.tolerated()) {
            fork.results.put(
                    branch.index,
                    JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause));
            advance(fork);
            return;
        }
        List.copyOf(fork.running.values()).forEach(this::cancel);
        fork.running.clear();
        event(parent, "Failed");
        boolean wasTolerant = fork.tolerated() > 0;
        transitions.fail(
                parent,
                wasTolerant ? "States.ExceedToleratedFailureThreshold" : error,
                wasTolerant ? "The specified tolerated failure threshold was exceeded" : cause);
    }

    private void cancel(Branch branch) {
        branch.isCancelled = true;
        branch.children.ifPresent(fork -> List.copyOf(fork.running.values()).forEach(this::cancel));
        branch.task.ifPresent(run.tasks()::forget);
        run.forgetTimers(branch);
        switch (branch.state) {
            case State.Task task -> event(branch, "Aborted");
            case State.Wait wait -> event(branch, "Aborted");
            case State.Parallel parallel -> event(branch, "Aborted");
            case State.ForEach each -> event(branch, "Aborted");
            // They take no time: the branch stands between two states.
            case State.Pass pass -> {}
            case State.Choice choice -> {}
            case State.Succeed succeed -> {}
            case State.Fail fail -> {}
        }
        if (branch.fork.filter(Fork::isMap).isPresent()) {
            iteration(branch, "Aborted");
        }
    }
}
