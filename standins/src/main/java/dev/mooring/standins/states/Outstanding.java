package dev.mooring.standins.states;

import dev.mooring.standins.states.language.Effect;
import dev.mooring.standins.states.language.Outcome;
import dev.mooring.standins.states.language.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay finds undone: tasks that have not answered and timers that have not fired. */
final class Outstanding {
    private final Map<Integer, Effect> tasks = new TreeMap<>();
    private final Map<Integer, Effect> timers = new TreeMap<>();

    void follow(Signal signal, Outcome outcome) {
        switch (signal) {
            case Signal.TaskSucceeded done -> tasks.remove(done.task());
            case Signal.TaskFailed done -> tasks.remove(done.task());
            // The call was made, a worker has it: it is its turn.
            case Signal.TaskSubmitted submitted -> tasks.remove(submitted.task());
            case Signal.TaskStarted started -> tasks.remove(started.task());
            case Signal.TimerFired fired -> timers.remove(fired.timer());
            case Signal.TaskHeartbeat heartbeat -> {}
            case Signal.Start start -> {}
            case Signal.Stop stop -> {}
        }
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.CallTask call -> tasks.put(call.task(), call);
                case Effect.ForgetTask forget -> tasks.remove(forget.task());
                case Effect.SetTimer timer -> timers.put(timer.timer(), timer);
                case Effect.ForgetTimer forget -> timers.remove(forget.timer());
                case Effect.End end -> {}
            }
        }
    }

    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>(timers.values());
        effects.addAll(tasks.values());
        return effects;
    }
}
