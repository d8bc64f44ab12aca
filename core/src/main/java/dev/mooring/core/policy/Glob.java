package dev.mooring.core.policy;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A pattern in which {@code *} stands for any characters, none included, and {@code ?} for one character. Wildcards are
 * known by their place, not by their character, so that text put in for a variable can never become one.
 *
 * <p>Matching keeps only the last star to return to: at worst pattern length times text length, never exponential.
 */
final class Glob {
    private final String text;
    private final boolean[] wildcard;
    /** How many characters stand before the first wildcard. */
    private final int literalPrefix;

    private Glob(String text, boolean[] wildcard) {
        this.text = text;
        this.wildcard = wildcard;
        int i = 0;
        while (i < wildcard.length && !wildcard[i]) {
            i++;
        }
        this.literalPrefix = i;
    }

    /** A pattern that matches only the text. */
    static Glob literal(String text) {
        return new Glob(text, new boolean[text.length()]);
    }

    /** A pattern in which every {@code *} and {@code ?} is a wildcard. */
    static Glob of(String text) {
        return new Builder().pattern(text).build();
    }

    boolean matches(String subject) {
        if (literalPrefix == text.length()) {
            return text.equals(subject);
        }
        if (!subject.regionMatches(0, text, 0, literalPrefix)) {
            return false;
        }
        int p = literalPrefix;
        int s = literalPrefix;
        int afterStar = -1;
        int resume = -1;
        while (s < subject.length()) {
            if (isStar(p)) {
                afterStar = ++p;
                resume = s;
                if (p == text.length()) {
                    return true;
                }
            } else if (p < text.length() && wildcard[p]) {
                p++;
                s += Character.charCount(subject.codePointAt(s));
            } else if (p < text.length() && text.charAt(p) == subject.charAt(s)) {
                p++;
                s++;
            } else if (afterStar >= 0) {
                // Let the star take one character more and try again.
                resume += Character.charCount(subject.codePointAt(resume));
                p = afterStar;
                s = resume;
            } else {
                return false;
            }
        }
        while (isStar(p)) {
            p++;
        }
        return p == text.length();
    }

    /** Whether a longer pattern that starts with this one could match. Cheap, and wrong only by saying yes. */
    boolean couldStart(String subject) {
        return subject.regionMatches(0, text, 0, literalPrefix);
    }

    private boolean isStar(int position) {
        return position < text.length() && wildcard[position] && text.charAt(position) == '*';
    }

    /** The pattern as text; a wildcard and a literal star look the same. */
    String text() {
        return text;
    }

    /** Part of the pattern as a pattern. */
    Glob slice(int from, int to) {
        return new Glob(text.substring(from, to), Arrays.copyOfRange(wildcard, from, to));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Collects literal text and wildcards. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final BitSet wildcards = new BitSet();

        Builder literal(String literal) {
            text.append(literal);
            return this;
        }

        Builder pattern(String pattern) {
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (c == '*' || c == '?') {
                    wildcards.set(text.length());
                }
                text.append(c);
            }
            return this;
        }

        Builder append(Glob glob) {
            for (int i = glob.literalPrefix; i < glob.wildcard.length; i++) {
                if (glob.wildcard[i]) {
                    wildcards.set(text.length() + i);
                }
            }
            text.append(glob.text);
            return this;
        }

        Glob build() {
            boolean[] flags = new boolean[text.length()];
            wildcards.stream().forEach(i -> flags[i] = true);
            return new Glob(text.toString(), flags);
        }
    }
}
