package dev.mooring.standins.cloudwatch;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is told of the values of a period. */
sealed interface Statistic {
    Pattern PERCENTILE = Pattern.compile("[pP](\\d{1,3}(\\.\\d{1,10})?)");
    double HUNDRED = 100;

    /** Empty where it cannot be told: percentiles of statistic sets. */
    OptionalDouble of(Aggregate aggregate);

    /** As AWS writes it. */
    String text();

    /** One of the five. */
    enum Simple implements Statistic {
        SAMPLE_COUNT("SampleCount"),
        AVERAGE("Average"),
        SUM("Sum"),
        MINIMUM("Minimum"),
        MAXIMUM("Maximum");

        private final String text;

        Simple(String text) {
            this.text = text;
        }

        @Override
        public OptionalDouble of(Aggregate aggregate) {
            return OptionalDouble.of(
                    switch (this) {
                        case SAMPLE_COUNT -> aggregate.count();
                        case AVERAGE -> aggregate.sum() / aggregate.count();
                        case SUM -> aggregate.sum();
                        case MINIMUM -> aggregate.min();
                        case MAXIMUM -> aggregate.max();
                    });
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** @param percent 0 to 100 */
    record Percentile(String text, double percent) implements Statistic {
        @Override
        public OptionalDouble of(Aggregate aggregate) {
            return aggregate.hasValues() ? OptionalDouble.of(aggregate.percentile(percent)) : OptionalDouble.empty();
        }
    }

    /** Empty for what CloudWatch does not know, and for trimmed means, ranks and the like, which are not built. */
    static Optional<Statistic> parse(String text) {
        for (Simple simple : Simple.values()) {
            if (simple.text.equals(text)) {
                return Optional.of(simple);
            }
        }
        Matcher matcher = PERCENTILE.matcher(text);
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) <= HUNDRED) {
            return Optional.of(new Percentile(text.toLowerCase(Locale.ROOT), Double.parseDouble(matcher.group(1))));
        }
        return Optional.empty();
    }

    /** @throws dev.mooring.api.ApiException InvalidParameterValueException, naming it */
    static Statistic require(String text) {
        return parse(text)
                .orElseThrow(
                        () -> Refusal.value(
                                "The statistic '" + text
                                        + "' is not built here: SampleCount, Average, Sum, Minimum, Maximum and percentiles such as p99.9 are."));
    }
}
