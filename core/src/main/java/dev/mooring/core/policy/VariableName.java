package dev.mooring.core.policy;

import java.util.Locale;

/**
 * The name of a policy variable or condition key. Letter case does not matter, as in IAM, except inside
 * {@code Attributes[…]}: names of thing attributes are case-sensitive.
 *
 * @param text as the policy writes it, for messages
 * @param key what to look up: lower case up to a {@code [}
 * @param argument what stands between the brackets of {@code Attributes[…]}, else empty
 */
public record VariableName(String text, String key, String argument) {
    public static VariableName of(String text) {
        int bracket = text.indexOf('[');
        if (bracket < 0 || !text.endsWith("]")) {
            return new VariableName(text, text.toLowerCase(Locale.ROOT), "");
        }
        return new VariableName(
                text,
                text.substring(0, bracket).toLowerCase(Locale.ROOT),
                text.substring(bracket + 1, text.length() - 1));
    }

    /**
     * Names all values of an attribute ({@code ….List}): for conditions. It is never put into a text, since its values
     * are not checked for characters that mean something there.
     */
    boolean isList() {
        return key.endsWith(".list");
    }
}
