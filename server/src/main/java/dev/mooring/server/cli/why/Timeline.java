package dev.mooring.server.cli.why;

import dev.mooring.server.cli.trial.Style;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Prints events, one below the other: when, what, why, and what to do next. Control characters that a client put into a
 * name do not reach the terminal.
 */
public final class Timeline {
    private static final int WIDTH = 100;
    private static final String INDENT = " ".repeat(14);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintWriter out;
    private final Style style;
    private final ZoneId zone;

    public Timeline(PrintWriter out, Style style, ZoneId zone) {
        this.out = out;
        this.style = style;
        this.zone = zone;
    }

    /**
     * @param answer of {@code GET /mooring/why}
     * @param about what was asked about, for the case that nothing is known
     * @param withClient whether each event must say which client it concerns
     */
    public void print(JsonNode answer, String about, boolean withClient) {
        if (answer.has("now")) {
            out.println(now(answer.path("now")));
            out.println();
        }
        JsonNode events = answer.path("events");
        if (events.isEmpty()) {
            out.println("Nothing is remembered of " + about + " since the server started.");
            out.flush();
            return;
        }
        LocalDate day = LocalDate.MIN;
        for (JsonNode event : events) {
            Instant time = Instant.ofEpochMilli(event.path("time").asLong());
            LocalDate thisDay = time.atZone(zone).toLocalDate();
            if (!thisDay.equals(day)) {
                out.println(style.bold(thisDay.toString()));
                day = thisDay;
            }
            show(event, TIME.format(time.atZone(zone)), withClient);
        }
        out.flush();
    }

    private String now(JsonNode now) {
        int subscriptions = now.path("subscriptions").size();
        String session = subscriptions + (subscriptions == 1 ? " subscription" : " subscriptions");
        if (!now.path("connected").asBoolean()) {
            return style.yellow("Now: not connected") + "; its session waits, with " + session;
        }
        Instant since = Instant.ofEpochMilli(now.path("since").asLong());
        return style.green("Now: connected") + " since " + since.atZone(zone).toLocalDate() + " "
                + TIME.format(since.atZone(zone)) + " from "
                + now.path("address").asString() + " as "
                + now.path("principalId").asString() + ", with " + session;
    }

    private void show(JsonNode event, String time, boolean withClient) {
        String clientId = event.path("clientId").asString();
        String principal = event.path("principalId").asString();
        String address = event.path("address").asString();
        StringBuilder who = new StringBuilder();
        if (withClient && !clientId.isEmpty()) {
            who.append(" client '").append(clientId).append('\'');
        }
        if (!address.isEmpty()) {
            who.append(" from ").append(address);
        }
        if (withClient && !principal.isEmpty()) {
            who.append(" as ").append(principal);
        }
        out.println(style.faint(time) + "  " + kind(event.path("kind").asString()) + printable(who.toString()));
        wrapped(event.path("text").asString(), INDENT).forEach(out::println);
        String next = event.path("next").asString("");
        if (!next.isEmpty()) {
            List<String> lines = wrapped(next, INDENT + "  ");
            out.println(INDENT + style.yellow("→") + lines.getFirst().substring(INDENT.length() + 1));
            lines.subList(1, lines.size()).forEach(out::println);
        }
    }

    private String kind(String kind) {
        String word = kind.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "CONNECTED" -> style.green(word);
            case "CLOSED" -> style.bold(word);
            default -> style.red(word);
        };
    }

    /** Lines of at most {@link #WIDTH} where there are spaces to break at; what cannot be broken stays whole. */
    private static List<String> wrapped(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : printable(text).split(" ", -1)) {
            if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
                lines.add(indent + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(indent + line);
        return lines;
    }

    private static String printable(String text) {
        return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
