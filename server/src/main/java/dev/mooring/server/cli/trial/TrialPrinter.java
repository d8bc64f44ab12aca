package dev.mooring.server.cli.trial;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows what a server says of trials and recordings to a person. */
public final class TrialPrinter {
    private static final int PAYLOAD_CHARS = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final Style style;
    private final Expressions expressions;

    public TrialPrinter(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
        this.expressions = new Expressions(style);
    }

    /** One message, everything about it. */
    public void explained(JsonNode answer) {
        JsonNode tried = answer.path("messages").path(0);
        out.println();
        out.println("  " + style.faint(Expressions.oneLine(answer.path("sql").asString())));
        out.println("  " + message(tried.path("message")));
        out.println();
        out.println("  " + verdict(tried));
        for (JsonNode clause : tried.path("clauses")) {
            out.println();
            String name = clause.path("name").asString("");
            String title =
                    switch (clause.path("clause").asString()) {
                        case "SET" -> "SET @" + name + " =";
                        case "SELECT" -> "SELECT";
                        case String kind -> kind;
                    };
            String alias = !title.equals("SELECT") || name.isEmpty() ? "" : name.equals("*") ? ".*" : " AS " + name;
            List<String> lines = expressions.draw(title, clause.path("expression"), alias);
            lines.forEach(line -> out.println("    " + line));
        }
        if (tried.has("result")) {
            out.println();
            out.println("    " + style.bold("result") + " " + payload(tried.path("result"), Integer.MAX_VALUE));
        }
        tried.path("notes").forEach(note -> out.println("    " + style.yellow(note.asString())));
        tried.path("actions").forEach(action -> action("", action));
        if (tried.has("errorAction")) {
            action("error action ", tried.path("errorAction"));
        }
        out.println();
        out.flush();
    }

    private void action(String role, JsonNode action) {
        boolean sends = action.path("wouldSend").asBoolean();
        out.println();
        out.println("  " + (sends ? style.green("→") : style.red("✗")) + " " + role
                + style.bold(action.path("action").asString())
                + (sends ? " would send to " : " would not send to ")
                + action.path("target").asString());
        if (!sends) {
            out.println("      " + style.red(action.path("problem").asString()));
        }
        for (JsonNode parameter : action.path("parameters")) {
            String template = parameter.path("template").asString();
            String value = parameter.path("value").asString("");
            boolean problem = parameter.has("problem");
            out.println("      " + style.faint(parameter.path("name").asString()) + " "
                    + (problem
                            ? template + " "
                                    + style.yellow(parameter.path("problem").asString())
                            : template.equals(value) ? value : style.faint(template + " → ") + value));
        }
        if (action.has("payload") || action.has("payloadBase64")) {
            out.println("      " + style.faint("payload") + " " + payload(action, Integer.MAX_VALUE));
        }
    }

    /** Many messages, a line or two each. */
    public void replayed(JsonNode answer, boolean matchedOnly) {
        int shown = 0;
        for (JsonNode tried : answer.path("messages")) {
            if (matchedOnly && !tried.path("matched").asBoolean()) {
                continue;
            }
            shown++;
            out.println(style.faint(time(tried.path("message"))) + "  " + message(tried.path("message")));
            out.println("              " + verdict(tried)
                    + (tried.has("result") ? "  " + payload(tried.path("result"), PAYLOAD_CHARS) : ""));
            for (JsonNode action : tried.path("actions")) {
                boolean sends = action.path("wouldSend").asBoolean();
                out.println("              " + (sends ? style.green("→ ") : style.red("✗ "))
                        + action.path("action").asString() + " "
                        + (sends
                                ? action.path("target").asString()
                                : action.path("problem").asString()));
            }
        }
        int all = answer.path("messages").size();
        if (shown > 0) {
            out.println();
        }
        out.println(
                all == 0
                        ? "The recording has no messages yet."
                        : answer.path("matched").asInt() + " of " + all
                                + " messages would have run the rule; nothing was sent.");
        out.flush();
    }

    public void messages(JsonNode answer) {
        answer.path("messages").forEach(message -> out.println(style.faint(time(message)) + "  " + message(message)));
        if (answer.path("messages").isEmpty()) {
            out.println("The recording has no messages yet.");
        }
        out.flush();
    }

    public void recordings(JsonNode answer) {
        JsonNode recordings = answer.path("recordings");
        if (recordings.isEmpty()) {
            out.println("Nothing is recorded. Start with: ./mooring record 'sensors/#'");
        }
        recordings.forEach(this::recording);
        out.flush();
    }

    public void recording(JsonNode status) {
        boolean running = status.path("running").asBoolean();
        out.println((running ? style.red("●") : "■") + " "
                + style.bold(status.path("filter").asString()) + "  "
                + status.path("kept").asLong() + " of " + status.path("seen").asLong() + " messages kept, "
                + status.path("keptBytes").asLong() / 1024 + " of "
                + status.path("maxBytes").asLong() / 1024 + " KiB, since "
                + TIME.format(Instant.ofEpochMilli(status.path("started").asLong()))
                + (running ? "" : ", stopped"));
        out.flush();
    }

    /** A refusal: with the place, if the server told it. */
    public void refused(RefusedException refusal) {
        JsonNode answer = refusal.answer();
        if (answer.has("offset")) {
            out.println(style.red("The statement is not well-formed"));
            Caret.draw(
                            answer.path("text").asString(),
                            Integer.parseInt(answer.path("offset").asString()),
                            answer.path("problem").asString(),
                            style)
                    .forEach(out::println);
        } else {
            out.println("mooring: " + refusal.getMessage());
        }
        out.flush();
    }

    private String verdict(JsonNode tried) {
        String text = tried.path("verdict").asString();
        return switch (tried.path("outcome").asString()) {
            case "MATCHED" -> style.green("✓ matches") + ": " + text;
            case "FAILED" -> style.red("✗ fails") + ": " + text;
            default -> style.yellow("· does not match") + ": " + text;
        };
    }

    private String message(JsonNode message) {
        return style.bold(message.path("topic").asString()) + "  " + payload(message, PAYLOAD_CHARS);
    }

    private static String time(JsonNode message) {
        return TIME.format(Instant.ofEpochMilli(message.path("timestamp").asLong()));
    }

    private static String payload(JsonNode holder, int max) {
        String text = holder.has("payloadBase64")
                ? "base64 " + holder.path("payloadBase64").asString()
                : Expressions.oneLine(holder.path("payload").asString());
        return text.isEmpty() ? "(empty)" : text.length() > max ? text.substring(0, max) + "…" : text;
    }
}
