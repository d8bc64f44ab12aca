package dev.mooring.core.sql;

import dev.mooring.core.sql.eval.CompiledTemplate;
import dev.mooring.core.sql.eval.Variables;
import java.util.Optional;

/**
 * A text with {@code ${expression}} in it. Expressions see the original payload and topic and never the result of
 * SELECT. Immutable; free to be shared by threads.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-substitution-templates.html">AWS: substitution
 *     templates</a>
 */
public final class Template {
    private final String text;
    private final CompiledTemplate compiled;

    private Template(String text, CompiledTemplate compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /**
     * Parses a template that belongs to no statement, or to one without variables; else see
     * {@link SqlStatement#template}.
     *
     * @throws SqlParseException if an expression in it is not well-formed
     */
    public static Template parse(String text, SqlVersion version) {
        return parse(text, version, Variables.NONE);
    }

    static Template parse(String text, SqlVersion version, Variables variables) {
        return new Template(text, CompiledTemplate.of(text, version, variables));
    }

    /**
     * Fills the template in: strings as they are, arrays and objects as JSON.
     *
     * @return empty if a part is Undefined or Null, or passes a limit
     */
    public Optional<String> render(SqlInput input) {
        return compiled.render(input);
    }

    /** True if there is nothing to fill in: it renders as its own text. */
    public boolean isLiteral() {
        return compiled.isLiteral();
    }

    /** True if it calls other services, which error actions may not (AWS: error handling). */
    public boolean callsServices() {
        return compiled.callsServices();
    }

    /** What was parsed. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
