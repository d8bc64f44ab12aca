package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Resource or condition value: literal text, wildcards, and variables {@code ${name}}, with the escapes
 * {@code ${*}}, {@code ${?}} and {@code ${$}} for the characters themselves. An opening without its closing brace is
 * literal text. Without variables it is one precompiled pattern.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">AWS: variables</a>
 */
final class Template {
    private final String source;
    private final List<Part> parts;
    private final Glob start;
    private final boolean constant;

    /** Literal text with wildcards, then perhaps a variable. */
    private record Part(Glob glob, Optional<VariableName> variable) {}

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
        this.start = parts.getFirst().glob();
        this.constant = parts.size() == 1 && parts.getFirst().variable().isEmpty();
    }

    static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        Glob.Builder glob = new Glob.Builder();
        int at = 0;
        while (true) {
            int open = source.indexOf("${", at);
            int close = open < 0 ? -1 : source.indexOf('}', open);
            if (close < 0) {
                parts.add(new Part(glob.pattern(source.substring(at)).build(), Optional.empty()));
                return new Template(source, List.copyOf(parts));
            }
            glob.pattern(source.substring(at, open));
            String name = source.substring(open + 2, close).strip();
            switch (name) {
                case "*", "?", "$" -> glob.literal(name);
                default -> {
                    parts.add(new Part(glob.build(), Optional.of(VariableName.of(name))));
                    glob = new Glob.Builder();
                }
            }
            at = close + 1;
        }
    }

    /** Whether the text is matched once the variables are filled in; never when one of them has no value. */
    boolean matches(String text, PolicyVariables variables) {
        if (constant) {
            return start.matches(text);
        }
        if (!start.couldStart(text)) {
            return false;
        }
        Glob filled = fill(variables);
        return filled != null && filled.matches(text);
    }

    /** The pattern with the variables filled in; null when one of them has no value. */
    @Nullable
    Glob fill(PolicyVariables variables) {
        if (constant) {
            return start;
        }
        Glob.Builder filled = new Glob.Builder();
        for (Part part : parts) {
            filled.append(part.glob());
            if (part.variable().isPresent()) {
                String value = value(part.variable().get(), variables);
                if (value == null) {
                    return null;
                }
                filled.literal(value);
            }
        }
        return filled.build();
    }

    /** For people: the text with the variables filled in, those without value left as they are written. */
    String describe(PolicyVariables variables) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.glob());
            part.variable().ifPresent(name -> {
                String value = value(name, variables);
                text.append(value == null ? "${" + name.text() + "}" : value);
            });
        }
        return text.toString();
    }

    /** The variables that have no value in the request, in order. */
    List<VariableName> unresolved(PolicyVariables variables) {
        return parts.stream()
                .flatMap(part -> part.variable().stream())
                .filter(name -> value(name, variables) == null)
                .toList();
    }

    private static @Nullable String value(VariableName name, PolicyVariables variables) {
        List<String> values = name.isList() ? List.of() : variables.values(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    boolean isConstant() {
        return constant;
    }

    /** As written in the policy. */
    @Override
    public String toString() {
        return source;
    }
}
