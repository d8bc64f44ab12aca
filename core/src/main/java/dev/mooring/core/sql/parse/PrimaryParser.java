package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.CastType;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Span;
import dev.mooring.core.sql.function.FunctionRegistry;
import dev.mooring.core.sql.function.SqlFunction;
import dev.mooring.core.sql.parse.Token.Kind;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What operators stand between: names, literals, calls, CASE, and whatever has brackets around it. */
final class PrimaryParser {
    /** Words that cannot be a field's name where an expression starts; behind a point they can. */
    private static final Set<String> RESERVED =
            Set.of("select", "from", "where", "as", "and", "or", "not", "case", "when", "then", "else", "end", "in");

    private final TokenStream tokens;
    private final SqlVersion version;
    private final Set<String> variables;
    private final ExpressionParser expressions;
    private final TreeHeight height;
    private final QueryParser queries;
    private int externalCalls;

    PrimaryParser(
            TokenStream tokens,
            SqlVersion version,
            Set<String> variables,
            ExpressionParser expressions,
            TreeHeight height) {
        this.tokens = tokens;
        this.version = version;
        this.variables = variables;
        this.expressions = expressions;
        this.height = height;
        this.queries = new QueryParser(tokens, expressions, height);
    }

    QueryParser queries() {
        return queries;
    }

    Expr primary() {
        Token token = tokens.peek();
        height.set(1);
        return switch (token.kind()) {
            case NUMBER -> literal(Conversions.literal(tokens.take().text()), token);
            case STRING -> literal(new SqlValue.Text(tokens.take().text()), token);
            case VARIABLE -> variable();
            case WORD -> word(token);
            case SYMBOL ->
                switch (token.text()) {
                    case "(" -> parenthesis();
                    case "[" -> arrayLiteral();
                    case "{" -> objectLiteral();
                    case "*" ->
                        throw tokens.fault(
                                "Expected an expression but found '*' (it stands alone in SELECT, or as an argument)",
                                token.span());
                    default -> throw tokens.expected("an expression");
                };
            case END -> throw tokens.expected("an expression");
        };
    }

    private static Expr literal(SqlValue value, Token token) {
        return new Expr.Literal(value, token.span());
    }

    private Expr variable() {
        Token token = tokens.take();
        if (!variables.contains(token.text())) {
            throw tokens.fault("Expected a variable that SET has assigned but found " + token.describe(), token.span());
        }
        return new Expr.Variable(token.text(), token.span());
    }

    private Expr word(Token token) {
        Token second = tokens.peekSecond();
        String lower = token.text().toLowerCase(Locale.ROOT);
        if (lower.equals("case")) {
            return caseExpression();
        }
        if (RESERVED.contains(lower)) {
            throw tokens.expected("an expression");
        }
        if (second.isSymbol("(")) {
            return switch (lower) {
                case "exists" -> exists();
                case "cast" -> cast();
                default -> call(lower);
            };
        }
        tokens.take();
        return switch (lower) {
            case "true" -> literal(SqlValue.Bool.TRUE, token);
            case "false" -> literal(SqlValue.Bool.FALSE, token);
            case "null" -> literal(SqlValue.NULL, token);
            default -> new Expr.Name(token.text(), token.span());
        };
    }

    private Expr parenthesis() {
        Token open = tokens.take();
        if (tokens.peek().isWord("SELECT")) {
            height.enter();
            requireNewer("a nested query", tokens.peek());
            var query = queries.query();
            height.leave();
            tokens.expectSymbol(")");
            height.grow(0);
            return new Expr.Subquery(query, open.span().to(tokens.previous()));
        }
        Expr inner = expressions.expression();
        tokens.expectSymbol(")");
        return inner;
    }

    private Expr exists() {
        Token exists = tokens.take();
        tokens.expectSymbol("(");
        requireNewer("EXISTS", exists);
        height.enter();
        var query = queries.query();
        height.leave();
        tokens.expectSymbol(")");
        height.grow(0);
        return new Expr.Exists(query, exists.span().to(tokens.previous()));
    }

    private Expr cast() {
        Token cast = tokens.take();
        tokens.expectSymbol("(");
        Expr value = expressions.expression();
        tokens.expectWord("AS");
        Token word = tokens.expect(Kind.WORD, "a type");
        CastType type = CastType.of(word.text(), version)
                .orElseThrow(() -> tokens.fault(
                        "Expected a type of SQL version " + version + " but found " + word.describe(), word.span()));
        tokens.expectSymbol(")");
        height.grow(0);
        return new Expr.Cast(value, type, cast.span().to(tokens.previous()));
    }

    private Expr call(String name) {
        Token token = tokens.take();
        SqlFunction function = FunctionRegistry.STANDARD
                .find(name)
                .orElseThrow(
                        () -> tokens.fault("Expected a function but there is no '" + token.text() + "'", token.span()));
        if (!version.isAtLeast(function.since())) {
            requireNewer(name + "()", token);
        }
        tokens.expectSymbol("(");
        List<Expr> arguments = new ArrayList<>();
        int tallest = 0;
        if (!tokens.peek().isSymbol(")")) {
            do {
                boolean isDefault = function.name().equals("get_or_default") && arguments.size() == 1;
                int callsBefore = externalCalls;
                Span start = tokens.peek().span();
                arguments.add(argument());
                tallest = Math.max(tallest, height.last());
                if (isDefault && externalCalls > callsBefore) {
                    throw tokens.fault("Expected a default that calls no other service", start);
                }
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol(")");
        externalCalls += function.callsService(arguments.size()) ? 1 : 0;
        height.set(tallest);
        height.grow(tallest);
        return new Expr.Call(
                function.name(), List.copyOf(arguments), token.span().to(tokens.previous()));
    }

    private Expr argument() {
        return star().orElseGet(expressions::expression);
    }

    /** {@code *} on its own: an argument, or a whole template. */
    Optional<Expr> star() {
        Token token = tokens.peek();
        if (!tokens.takeSymbol("*")) {
            return Optional.empty();
        }
        height.set(1);
        return Optional.of(new Expr.Star(token.span()));
    }

    private Expr caseExpression() {
        Token start = tokens.take();
        Expr value = expressions.expression();
        int tallest = height.last();
        List<Expr.When> whens = new ArrayList<>();
        while (tokens.takeWord("WHEN")) {
            Expr match = expressions.expression();
            tallest = Math.max(tallest, height.last());
            tokens.expectWord("THEN");
            whens.add(new Expr.When(match, expressions.expression()));
            tallest = Math.max(tallest, height.last());
        }
        if (whens.isEmpty()) {
            throw tokens.expected("WHEN");
        }
        Optional<Expr> otherwise = Optional.empty();
        if (tokens.takeWord("ELSE")) {
            otherwise = Optional.of(expressions.expression());
            tallest = Math.max(tallest, height.last());
        }
        tokens.expectWord("END");
        height.grow(tallest);
        return new Expr.Case(value, List.copyOf(whens), otherwise, start.span().to(tokens.previous()));
    }

    private Expr arrayLiteral() {
        requireNewer("an array literal", tokens.peek());
        Token open = tokens.take();
        List<Expr> elements = new ArrayList<>();
        int tallest = 0;
        if (!tokens.peek().isSymbol("]")) {
            do {
                elements.add(expressions.expression());
                tallest = Math.max(tallest, height.last());
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol("]");
        height.set(tallest);
        height.grow(tallest);
        return new Expr.ArrayLiteral(List.copyOf(elements), open.span().to(tokens.previous()));
    }

    private Expr objectLiteral() {
        requireNewer("an object literal", tokens.peek());
        Token open = tokens.take();
        List<Expr.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int tallest = 0;
        if (!tokens.peek().isSymbol("}")) {
            do {
                Token name = tokens.expect(Kind.STRING, "a key in quotes");
                if (!names.add(name.text())) {
                    throw tokens.fault("Expected each key once but found a second '" + name.text() + "'", name.span());
                }
                tokens.expectSymbol(":");
                entries.add(new Expr.Entry(name.text(), expressions.expression()));
                tallest = Math.max(tallest, height.last());
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol("}");
        height.set(tallest);
        height.grow(tallest);
        return new Expr.ObjectLiteral(List.copyOf(entries), open.span().to(tokens.previous()));
    }

    private void requireNewer(String what, Token at) {
        if (!version.isAtLeast(SqlVersion.V2016_03_23)) {
            throw tokens.fault(
                    "Expected SQL of version " + version + " but found " + what
                            + ", which needs awsIotSqlVersion 2016-03-23",
                    at.span());
        }
    }
}
