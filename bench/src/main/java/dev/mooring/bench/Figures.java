package dev.mooring.bench;

import java.util.Arrays;
import java.util.Locale;

/** The figures of several runs of one thing. */
public record Figures(double[] values) {
    public Figures {
        values = values.clone();
        Arrays.sort(values);
    }

    public double median() {
        return values.length % 2 == 1
                ? values[values.length / 2]
                : (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
    }

    public double lowest() {
        return values[0];
    }

    public double highest() {
        return values[values.length - 1];
    }

    /** Median and range, for example {@code 7.31 (7.02..7.90)}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + ".." + number + ")", median(), lowest(), highest());
    }
}
