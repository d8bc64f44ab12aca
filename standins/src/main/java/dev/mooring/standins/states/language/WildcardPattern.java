package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;

/** Patterns of StringMatches: {@code *} is any number of characters, a backslash takes the next one as it is. */
final class WildcardPattern {
    private WildcardPattern() {}

    /** Takes each part at its first place, so the time is linear in the product of the lengths at worst. */
    static boolean matches(String pattern, String text) {
        List<String> parts = parts(pattern);
        if (parts.size() == 1) {
            return text.equals(parts.getFirst());
        }
        String last = parts.getLast();
        if (!text.startsWith(parts.getFirst())) {
            return false;
        }
        int at = parts.getFirst().length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }

    private static List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                part.append(pattern.charAt(++i));
            } else if (c == '*') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
