package dev.mooring.standins.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.cloudwatch.AlarmState.Value;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of AWS's page "Using CloudWatch alarms": 0 is within the threshold, X breaches, - is missing. */
class AlarmEvaluationTest {
    private static final double THRESHOLD = 10;

    private static List<OptionalDouble> range(String text) {
        return Stream.of(text.split(" "))
                .map(each -> switch (each) {
                    case "0" -> OptionalDouble.of(1);
                    case "X" -> OptionalDouble.of(11);
                    default -> OptionalDouble.empty();
                })
                .toList();
    }

    private static Value state(String range, int n, int m, MissingData missing, Value current) {
        return new AlarmEvaluation(n, m, Comparison.GREATER, THRESHOLD, missing)
                .evaluate(range(range), current)
                .state();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 0 - X - X | OK                | OK   | OK    | OK",
                "3 | 0 - - - - | OK                | OK   | OK    | OK",
                "3 | - - - - - | INSUFFICIENT_DATA | keep | ALARM | OK",
                "3 | 0 X X - X | ALARM             | ALARM| ALARM | ALARM",
                "3 | - - X - - | ALARM             | keep | ALARM | OK",
                "2 | 0 - X - X | ALARM             | ALARM| ALARM | ALARM",
                "2 | 0 0 X 0 X | ALARM             | ALARM| ALARM | ALARM",
                "2 | 0 - X - - | OK                | OK   | ALARM | OK",
                "2 | - - - - 0 | OK                | OK   | ALARM | OK",
                "2 | - - - X - | ALARM             | keep | ALARM | OK",
                // Premature: the next value may be within the threshold.
                "3 | - - - - X | keep              | keep | ALARM | OK",
                "3 | - - - X - | keep              | keep | ALARM | OK",
            })
    void missingDataIsTreatedAsAwsSays(
            int datapointsToAlarm, String range, String missing, String ignore, String breaching, String not) {
        List<String> expected = List.of(missing, ignore, breaching, not);
        for (int i = 0; i < expected.size(); i++) {
            for (Value current : Value.values()) {
                assertThat(state(range, 3, datapointsToAlarm, MissingData.values()[i], current))
                        .as("%s treated as %s while %s", range, MissingData.values()[i], current)
                        .isEqualTo(expected.get(i).equals("keep") ? current : Value.valueOf(expected.get(i)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GreaterThanThreshold, 10, false",
        "GreaterThanThreshold, 10.1, true",
        "GreaterThanOrEqualToThreshold, 10, true",
        "GreaterThanOrEqualToThreshold, 9.9, false",
        "LessThanThreshold, 10, false",
        "LessThanThreshold, 9.9, true",
        "LessThanOrEqualToThreshold, 10, true",
        "LessThanOrEqualToThreshold, 10.1, false",
    })
    void valuesAreComparedWithTheThreshold(String operator, double value, boolean breaches) {
        AlarmEvaluation evaluation =
                new AlarmEvaluation(1, 1, Comparison.of(operator).orElseThrow(), THRESHOLD, MissingData.MISSING);
        assertThat(evaluation
                        .evaluate(List.of(OptionalDouble.of(value)), Value.INSUFFICIENT_DATA)
                        .state())
                .isEqualTo(breaches ? Value.ALARM : Value.OK);
    }

    @Test
    void withoutGapsItIsALARMWhenMOfTheLastNBreachAndOkOtherwise() {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            int n = 1 + random.nextInt(5);
            int m = 1 + random.nextInt(n);
            List<OptionalDouble> range = IntStream.range(0, n + AlarmEvaluation.EXTRA_PERIODS)
                    .mapToObj(i -> OptionalDouble.of(random.nextInt(20)))
                    .toList();
            long breaching = range.subList(AlarmEvaluation.EXTRA_PERIODS, range.size()).stream()
                    .filter(value -> value.orElseThrow() > THRESHOLD)
                    .count();
            for (MissingData missing : MissingData.values()) {
                assertThat(new AlarmEvaluation(n, m, Comparison.GREATER, THRESHOLD, missing)
                                .evaluate(range, Value.INSUFFICIENT_DATA)
                                .state())
                        .isEqualTo(breaching >= m ? Value.ALARM : Value.OK);
            }
        }
    }
}
