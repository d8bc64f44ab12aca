package dev.mooring.server.cli.trial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Draws an explained expression: its text, the values below it, and why any of them is Undefined. */
final class Expressions {
    private static final int VALUE_CHARS = 40;

    private final Style style;

    Expressions(Style style) {
        this.style = style;
    }

    /**
     * @param title before the first line, for example {@code WHERE}
     * @param alias behind it, for example {@code  AS f}
     */
    List<String> draw(String title, JsonNode expression, String alias) {
        String indent = " ".repeat(title.length() + 1);
        String text = oneLine(expression.path("text").asString());
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(title) + " " + text + style.faint(alias));
        if (expression.path("evaluations").asLong() == 0) {
            lines.add(indent + style.faint("not evaluated"));
            return lines;
        }
        List<Diagram.Label> labels = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        collect(expression, expression.path("start").asInt(), text, labels, reasons);
        Diagram.below(labels).forEach(line -> lines.add(indent + style.faint(line)));
        reasons.forEach(reason -> lines.add(indent + style.yellow(reason)));
        return lines;
    }

    private static void collect(
            JsonNode expression, int origin, String text, List<Diagram.Label> labels, Set<String> reasons) {
        if (expression.path("constant").asBoolean(false)
                || expression.path("evaluations").asLong() == 0) {
            return;
        }
        labels.add(new Diagram.Label(anchor(expression, origin, text), value(expression)));
        boolean path = isPath(expression.path("text").asString());
        boolean undefined = isUndefined(expression);
        // The way to a field is worth a look only if it led nowhere.
        if (!path || undefined) {
            expression.path("parts").forEach(part -> collect(part, origin, text, labels, reasons));
        }
        reason(expression, reasons);
    }

    /** Where something went wrong first; what follows from it needs no words. */
    private static void reason(JsonNode expression, Set<String> reasons) {
        for (JsonNode value : expression.path("values")) {
            if (value.has("undefined")
                    && value.path("undefined")
                            .asString()
                            .equals(value.path("rootCause").asString())) {
                reasons.add(oneLine(expression.path("text").asString()) + " is Undefined: "
                        + value.path("undefined").asString());
            }
        }
    }

    /** The operator of an expression that begins with an operand, else its first character. */
    private static int anchor(JsonNode expression, int origin, String text) {
        int start = expression.path("start").asInt() - origin;
        JsonNode first = expression.path("parts").path(0);
        if (first.isMissingNode() || first.path("start").asInt() - origin != skipBrackets(text, start)) {
            return start;
        }
        int at = first.path("end").asInt() - origin;
        int end = Math.min(expression.path("end").asInt() - origin, text.length());
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == ')' || text.charAt(at) == '.')) {
            at++;
        }
        return at < end ? at : start;
    }

    private static int skipBrackets(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == ' ')) {
            at++;
        }
        return at;
    }

    private static String value(JsonNode expression) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : expression.path("values")) {
            values.add(
                    value.has("undefined")
                            ? "Undefined"
                            : oneLine(value.path("json").asString()));
        }
        long evaluations = expression.path("evaluations").asLong();
        String text = String.join(", ", values.subList(0, Math.min(4, values.size())));
        String cut = text.length() > VALUE_CHARS ? text.substring(0, VALUE_CHARS) + "…" : text;
        return evaluations > 1 ? cut + " (" + evaluations + " rows)" : cut;
    }

    private static boolean isUndefined(JsonNode expression) {
        for (JsonNode value : expression.path("values")) {
            if (value.has("undefined")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPath(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '$');
    }

    /** Keeps every place where it is. */
    static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    }
}
