package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One state of a definition. What is absent has the language's default already. */
sealed interface State {
    String name();

    /** As history events name it, for example {@code Task}. */
    String type();

    /**
     * A state machine without its outermost members: what a Parallel branch and a Map processor are too. Every {@code next}
     * names one of the states.
     */
    record Machine(String startAt, Map<String, State> states) {
        State state(String name) {
            State state = states.get(name);
            if (state == null) {
                throw new IllegalStateException("checked when parsed: " + name);
            }
            return state;
        }
    }

    /**
     * What all states but Fail have.
     *
     * @param next absent where the state ends its machine
     */
    record Flow(Expression inputPath, Expression outputPath, Optional<String> next) {}

    /**
     * What states that have a result do with it.
     *
     * @param resultPath absent: the result is discarded
     */
    record Result(
            Optional<Expression> parameters,
            Optional<Expression> selector,
            Optional<JsonPath> resultPath,
            List<Retrier> retriers,
            List<Catcher> catchers) {}

    /**
     * @param maxAttempts retries, not counting the first run
     * @param maxDelaySeconds bounds the interval however it grows
     */
    record Retrier(
            List<String> errors,
            int intervalSeconds,
            int maxAttempts,
            double backoffRate,
            Optional<Integer> maxDelaySeconds,
            boolean fullJitter) {}

    record Catcher(List<String> errors, Optional<JsonPath> resultPath, String next) {}

    record Pass(String name, Flow flow, Result result, Optional<JsonNode> value) implements State {
        @Override
        public String type() {
            return "Pass";
        }
    }

    /**
     * @param timeout in seconds
     * @param heartbeat in seconds
     */
    record Task(
            String name,
            Flow flow,
            Result result,
            TaskResource resource,
            Optional<Expression> timeout,
            Optional<Expression> heartbeat)
            implements State {
        @Override
        public String type() {
            return "Task";
        }
    }

    record Choice(String name, Flow flow, List<Rule> rules, Optional<String> otherwise) implements State {
        @Override
        public String type() {
            return "Choice";
        }
    }

    record Rule(ChoiceRule condition, String next) {}

    /** @param isTimestamp {@code until} is a time, not a number of seconds */
    record Wait(String name, Flow flow, Expression until, boolean isTimestamp) implements State {
        @Override
        public String type() {
            return "Wait";
        }
    }

    record Succeed(String name, Flow flow) implements State {
        @Override
        public String type() {
            return "Succeed";
        }
    }

    record Fail(String name, Optional<Expression> error, Optional<Expression> cause) implements State {
        @Override
        public String type() {
            return "Fail";
        }
    }

    record Parallel(String name, Flow flow, Result result, List<Machine> branches) implements State {
        @Override
        public String type() {
            return "Parallel";
        }
    }

    /**
     * @param selector what each iteration's input is made of; the item itself without one
     * @param maxConcurrency 0: as many as there may be
     * @param toleratedPercentage of the iterations
     */
    record ForEach(
            String name,
            Flow flow,
            Result result,
            Machine processor,
            Expression items,
            Optional<Expression> selector,
            Expression maxConcurrency,
            Expression toleratedCount,
            Expression toleratedPercentage)
            implements State {
        @Override
        public String type() {
            return "Map";
        }
    }
}
