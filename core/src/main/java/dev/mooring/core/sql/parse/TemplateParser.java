package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Texts with {@code ${expression}} in them.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-substitution-templates.html">AWS:
 *     substitution templates</a>
 */
public final class TemplateParser {
    private TemplateParser() {}

    /** A stretch of a template. */
    public sealed interface Part {
        record Text(String text) implements Part {}

        record Substitution(Expr expr) implements Part {}
    }

    /**
     * Cuts a template into its parts.
     *
     * @param variables those of the statement that the template belongs to
     * @throws SqlParseException if an expression is not well-formed or not closed
     */
    public static List<Part> parse(String text, SqlVersion version, Set<String> variables) {
        StatementParser.checkLength(text);
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (true) {
            int open = text.indexOf("${", from);
            if (open < 0) {
                if (from < text.length() || parts.isEmpty()) {
                    parts.add(new Part.Text(text.substring(from)));
                }
                return List.copyOf(parts);
            }
            if (open > from) {
                parts.add(new Part.Text(text.substring(from, open)));
            }
            // The end of the expression is the parser's to find: braces also stand in object literals and strings.
            TokenStream tokens = new TokenStream(text, open + 2);
            ExpressionParser expressions = new ExpressionParser(tokens, version, variables);
            Expr expr = expressions.star().orElseGet(expressions::expression);
            Token close = tokens.peek();
            if (!close.isSymbol("}")) {
                throw tokens.expected("'}'");
            }
            parts.add(new Part.Substitution(expr));
            from = close.span().end();
        }
    }
}
