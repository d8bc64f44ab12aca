package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.parse.TemplateParser;
import dev.mooring.core.sql.value.LimitExceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A template ready to be filled in. Immutable. */
public final class CompiledTemplate {
    private sealed interface Part {
        record Text(String text) implements Part {}

        record Substitution(Expr expr, Node node) implements Part {}
    }

    private final SqlVersion version;
    private final Variables variables;
    private final List<Part> parts;
    private final int aliasCount;
    private final boolean callsServices;

    private CompiledTemplate(String text, SqlVersion version, Variables variables, Instrumentation instrumentation) {
        this.version = version;
        this.variables = variables;
        Compiler compiler = new Compiler(version, variables, instrumentation);
        List<Part> compiled = new ArrayList<>();
        for (TemplateParser.Part part : TemplateParser.parse(text, version, variables.names())) {
            compiled.add(
                    switch (part) {
                        case TemplateParser.Part.Text literal -> new Part.Text(literal.text());
                        case TemplateParser.Part.Substitution substitution ->
                            new Part.Substitution(substitution.expr(), compiler.compile(substitution.expr()));
                    });
        }
        this.parts = List.copyOf(compiled);
        this.aliasCount = compiler.aliasCount();
        this.callsServices = compiler.callsServices();
    }

    public static CompiledTemplate of(String text, SqlVersion version, Variables variables) {
        return new CompiledTemplate(text, version, variables, Instrumentation.NONE);
    }

    static CompiledTemplate traced(
            String text, SqlVersion version, Variables variables, Instrumentation instrumentation) {
        return new CompiledTemplate(text, version, variables, instrumentation);
    }

    /** The expressions in it, in order. */
    List<Expr> substitutions() {
        List<Expr> exprs = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Substitution substitution) {
                exprs.add(substitution.expr());
            }
        }
        return exprs;
    }

    public boolean isLiteral() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Text;
    }

    public boolean callsServices() {
        return callsServices;
    }

    public Optional<String> render(SqlInput input) {
        if (isLiteral() && parts.getFirst() instanceof Part.Text(String text)) {
            return Optional.of(text);
        }
        Evaluation evaluation = new Evaluation(input, version, variables, aliasCount);
        StringBuilder rendered = new StringBuilder();
        try {
            for (Part part : parts) {
                switch (part) {
                    case Part.Text(String text) -> rendered.append(text);
                    case Part.Substitution(Expr _, Node node) -> {
                        String text = evaluation.text(node.eval(evaluation));
                        if (text == null || rendered.length() + text.length() > SqlLimits.TEXT_CHARS) {
                            return Optional.empty();
                        }
                        rendered.append(text);
                    }
                }
            }
        } catch (LimitExceeded e) {
            return Optional.empty();
        }
        return Optional.of(rendered.toString());
    }
}
