package dev.mooring.server.cli.trial;

import java.io.Console;
import java.util.Optional;

/** Colours, where the terminal has them. */
public record Style(boolean colours) {
    /** For the terminal this runs on; {@code NO_COLOR} switches colours off (no-color.org). */
    public static Style ofTerminal() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Style(terminal && System.getenv("NO_COLOR") == null);
    }

    public String bold(String text) {
        return with("1", text);
    }

    public String faint(String text) {
        return with("2", text);
    }

    public String red(String text) {
        return with("31", text);
    }

    public String green(String text) {
        return with("32", text);
    }

    public String yellow(String text) {
        return with("33", text);
    }

    private String with(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
