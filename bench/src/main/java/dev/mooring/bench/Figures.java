package dev.mooring.bench;

import java.util.Arrays;
import java.util.Locale;

/** The figures of several runs of one thing. */
record Figures(double[] values) {
    Figures {
        values = values.clone();
        Arrays.sort(values);
    }

    double median() {
        return values.length % 2 == 1
                ? values[values.length / 2]
                : (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
    }

    /** Median and range, for example {@code 7.31 (7.02..7.90)}. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + ".." + number + ")",
                median(),
                values[0],
                values[values.length - 1]);
    }
}
