package dev.mooring.standins.cloudwatch;

import java.util.Arrays;
import java.util.Optional;

/** What an alarm takes periods without data for. */
enum MissingData {
    MISSING("missing", "Missing"),
    IGNORE("ignore", "Ignored"),
    BREACHING("breaching", "Breaching"),
    NOT_BREACHING("notBreaching", "NonBreaching");

    private final String text;
    private final String words;

    MissingData(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /** As AWS writes it. */
    String text() {
        return text;
    }

    /** In reasons. */
    String words() {
        return words;
    }

    static Optional<MissingData> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
