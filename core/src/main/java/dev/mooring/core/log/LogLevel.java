package dev.mooring.core.log;

import java.util.Arrays;
import java.util.Optional;

/** Each level includes those before it. */
public enum LogLevel {
    DISABLED,
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** Whether who wants this level wants an entry of that one. */
    public boolean includes(LogLevel entry) {
        return entry != DISABLED && compareTo(entry) >= 0;
    }

    public static Optional<LogLevel> of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }
}
