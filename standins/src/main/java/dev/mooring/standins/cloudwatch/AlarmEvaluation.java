package dev.mooring.standins.cloudwatch;

import dev.mooring.standins.cloudwatch.AlarmState.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which state the latest periods put an alarm in. Pure.
 *
 * @param evaluationPeriods N
 * @param datapointsToAlarm M, of N
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">AWS: evaluating
 *     an alarm</a>
 */
record AlarmEvaluation(
        int evaluationPeriods, int datapointsToAlarm, Comparison comparison, double threshold, MissingData missing) {
    /** How many more periods than N are looked at, in case some of the latest have no data: as in AWS's examples. */
    static final int EXTRA_PERIODS = 2;

    /** How many periods are looked at. */
    int range() {
        return evaluationPeriods + EXTRA_PERIODS;
    }

    /**
     * What came of it.
     *
     * @param data the values that were looked at, oldest first
     * @param filled how many missing ones stood in
     */
    record Result(Value state, List<Double> data, int breaching, int filled) {}

    /** @param range one entry a period, oldest first, empty where there is no data */
    Result evaluate(List<OptionalDouble> range, Value current) {
        List<Double> real = new ArrayList<>();
        range.forEach(value -> value.ifPresent(real::add));
        List<Double> data = real.subList(Math.max(0, real.size() - evaluationPeriods), real.size());
        int filled = evaluationPeriods - data.size();
        int breaching = (int) data.stream()
                .filter(value -> comparison.holds(value, threshold))
                .count();
        return new Result(state(range, data.size(), breaching, filled, current), List.copyOf(data), breaching, filled);
    }

    private Value state(List<OptionalDouble> range, int real, int breaching, int filled, Value current) {
        if (breaching >= datapointsToAlarm) {
            return Value.ALARM;
        }
        if (filled == 0) {
            return Value.OK;
        }
        return switch (missing) {
            case BREACHING -> breaching + filled >= datapointsToAlarm ? Value.ALARM : Value.OK;
            case NOT_BREACHING -> Value.OK;
            case IGNORE -> breaching < real ? Value.OK : current;
            case MISSING -> {
                if (real == 0) {
                    yield Value.INSUFFICIENT_DATA;
                }
                if (breaching < real) {
                    yield Value.OK;
                }
                // All there is breaches. It counts once its oldest is so old that it cannot be followed by enough
                // others.
                yield age(range) >= datapointsToAlarm ? Value.ALARM : current;
            }
        };
    }

    /** Of the oldest value, in periods; that of the latest period is 1. */
    private static int age(List<OptionalDouble> range) {
        for (int i = 0; i < range.size(); i++) {
            if (range.get(i).isPresent()) {
                return range.size() - i;
            }
        }
        return 0;
    }
}
