package dev.mooring.standins.cloudwatch;

import java.util.Arrays;
import java.util.Optional;

/** How a value is compared with an alarm's threshold; where it holds the value is breaching. */
enum Comparison {
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to the threshold"),
    GREATER("GreaterThanThreshold", "greater than the threshold"),
    LESS("LessThanThreshold", "less than the threshold"),
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to the threshold");

    private final String text;
    private final String words;

    Comparison(String text, String words) {
        this.text = text;
        this.words = words;
    }

    boolean holds(double value, double threshold) {
        return switch (this) {
            case GREATER_OR_EQUAL -> value >= threshold;
            case GREATER -> value > threshold;
            case LESS -> value < threshold;
            case LESS_OR_EQUAL -> value <= threshold;
        };
    }

    /** As AWS writes it. */
    String text() {
        return text;
    }

    /** In sentences. */
    String words() {
        return words;
    }

    /** Empty for those of anomaly detection, which is not built. */
    static Optional<Comparison> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
