package dev.mooring.core.sql.explain;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name somebody may have meant. */
final class NearestName {
    private static final int LONGEST = 64;
    private static final int MOST = 1000;

    private NearestName() {}

    /** One that differs in case only, or by a letter, or in longer names two; of several the nearest. */
    static Optional<String> of(String wanted, Collection<String> names) {
        if (wanted.length() > LONGEST) {
            return Optional.empty();
        }
        int best = wanted.length() < 3 ? 1 : wanted.length() < 5 ? 2 : 3;
        Optional<String> nearest = Optional.empty();
        int looked = 0;
        for (String name : names) {
            if (looked++ == MOST) {
                break;
            }
            if (name.length() > LONGEST) {
                continue;
            }
            int distance = name.equalsIgnoreCase(wanted)
                    ? 0
                    : distance(name.toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    /** How many letters must be added, removed or changed. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
