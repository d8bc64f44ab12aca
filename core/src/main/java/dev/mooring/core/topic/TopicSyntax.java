package dev.mooring.core.topic;

import dev.mooring.core.topic.InvalidTopicException.Problem;

/** The checks that names and filters share, each in one pass over the text. */
final class TopicSyntax {
    private TopicSyntax() {}

    /** Refuses what is not a UTF-8 string without NUL. */
    static void checkCharacters(String kind, String text) {
        if (text.isEmpty()) {
            throw new InvalidTopicException(Problem.EMPTY, kind + " is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidTopicException(Problem.CHARACTER, kind + " has a NUL at character " + i);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InvalidTopicException(
                            Problem.CHARACTER, kind + " is not valid Unicode at character " + i);
                }
                i++;
            }
        }
    }

    /** @param from where counting starts: what stands before it is free */
    static void checkLimits(String kind, String text, int from, TopicLimits limits) {
        int bytes = 0;
        int slashes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                slashes++;
            }
            // A surrogate pair is four bytes, two for each half.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (bytes > limits.maxBytes()) {
            throw new InvalidTopicException(
                    Problem.TOO_LONG, kind + " has " + bytes + " bytes; the limit is " + limits.maxBytes());
        }
        if (slashes > limits.maxSlashes()) {
            throw new InvalidTopicException(
                    Problem.TOO_MANY_LEVELS,
                    kind + " '" + text + "' has " + slashes + " slashes; the limit is " + limits.maxSlashes());
        }
    }
}
