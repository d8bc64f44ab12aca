package dev.mooring.server.quickstart;

import java.io.PrintWriter;
import java.util.List;

/** Tells the story on a terminal: numbered steps, the command each stands for, what came of it. */
final class Narrator {
    private final PrintWriter out;
    private final boolean colours;
    private int step;

    Narrator(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void step(String title) {
        step++;
        out.println();
        out.println(bold("%2d  %s".formatted(step, title)));
        out.flush();
    }

    /** The command a person would type; long ones over several lines. */
    void command(String... lines) {
        for (int i = 0; i < lines.length; i++) {
            out.println(faint((i == 0 ? "    $ " : "        ") + lines[i] + (i < lines.length - 1 ? " \\" : "")));
        }
        out.flush();
    }

    void result(String text) {
        out.println("    " + green("✓") + " " + text);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Something to do next, with what it is good for. */
    void next(String what, String why) {
        line("  %-41s %s".formatted(what, why).stripTrailing());
    }

    void box(String title, List<String> lines) {
        int width = Math.max(44, lines.stream().mapToInt(String::length).max().orElse(0));
        out.println("    ╭─ " + title + " " + "─".repeat(Math.max(0, width - title.length() - 1)) + "╮");
        for (String line : lines) {
            out.println("    │ " + bold(line) + " ".repeat(width - line.length()) + " │");
        }
        out.println("    ╰" + "─".repeat(width + 2) + "╯");
        out.flush();
    }

    private String bold(String text) {
        return style("1", text);
    }

    private String faint(String text) {
        return style("2", text);
    }

    private String green(String text) {
        return style("32", text);
    }

    private String style(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
