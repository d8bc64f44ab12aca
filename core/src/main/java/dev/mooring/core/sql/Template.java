package dev.mooring.core.sql;

import dev.mooring.core.sql.eval.CompiledTemplate;
import dev.mooring.core.sql.eval.Explainer;
import dev.mooring.core.sql.eval.Variables;
import dev.mooring.core.sql.explain.TemplateExplanation;
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
    private final SqlVersion version;
    private final Variables variables;
    private final CompiledTemplate compiled;

    private Template(String text, SqlVersion version, Variables variables, CompiledTemplate compiled) {
        this.text = text;
        this.version = version;
        this.variables = variables;
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
        return new Template(text, version, variables, CompiledTemplate.of(text, version, variables));
    }

    /**
     * Fills the template in: strings as they are, arrays and objects as JSON.
     *
     * @return empty if a part is Undefined or Null, or passes a limit
     */
    public Optional<String> render(SqlInput input) {
        return compiled.render(input);
    }

    /** Fills the template in and tells what each expression in it gave. */
    public TemplateExplanation explain(SqlInput input) {
        return Explainer.template(text, version, variables, input);
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
