package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.BinaryOperator;
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
import org.jspecify.annotations.Nullable;

/**
 * Expressions. From weakest to strongest: OR, AND, NOT, comparisons and IN, {@code + -}, {@code * / %}, the sign, and
 * {@code .}; operators of one rank group from the left.
 */
final class ExpressionParser {
    /** Words that cannot be a field's name where an expression starts; behind a point they can. */
    private static final Set<String> RESERVED =
            Set.of("select", "from", "where", "as", "and", "or", "not", "case", "when", "then", "else", "end", "in");

    private final TokenStream tokens;
    private final SqlVersion version;
    private final Set<String> variables;
    private final QueryParser queries;
    private int depth;
    /** The height of the tree that was parsed last; bounds the recursion of whoever walks it. */
    private int height;

    private int externalCalls;

    ExpressionParser(TokenStream tokens, SqlVersion version, Set<String> variables) {
        this.tokens = tokens;
        this.version = version;
        this.variables = variables;
        this.queries = new QueryParser(tokens, this);
    }

    QueryParser queries() {
        return queries;
    }

    Expr expression() {
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        Expr expr = or();
        depth--;
        return expr;
    }

    private Expr or() {
        Expr left = and();
        int tallest = height;
        while (tokens.takeWord("OR")) {
            left = binary(BinaryOperator.OR, left, and());
            tallest = grow(tallest);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        int tallest = height;
        while (tokens.takeWord("AND")) {
            left = binary(BinaryOperator.AND, left, not());
            tallest = grow(tallest);
        }
        return left;
    }

    private Expr not() {
        Token not = tokens.peek();
        if (!tokens.takeWord("NOT")) {
            return comparison();
        }
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        Expr operand = not();
        depth--;
        grow(height);
        return new Expr.Not(operand, not.span().to(operand.span()));
    }

    private Expr comparison() {
        Expr left = sum();
        int tallest = height;
        while (true) {
            if (tokens.takeWord("IN")) {
                Expr array = sum();
                left = new Expr.In(left, array, left.span().to(array.span()));
            } else {
                BinaryOperator operator = comparisonOperator();
                if (operator == null) {
                    return left;
                }
                tokens.take();
                left = binary(operator, left, sum());
            }
            tallest = grow(tallest);
        }
    }

    private @Nullable BinaryOperator comparisonOperator() {
        Token token = tokens.peek();
        if (token.kind() != Kind.SYMBOL) {
            return null;
        }
        return switch (token.text()) {
            case "=" -> BinaryOperator.EQUAL;
            case "<>" -> BinaryOperator.NOT_EQUAL;
            case "<" -> BinaryOperator.LESS;
            case "<=" -> BinaryOperator.LESS_OR_EQUAL;
            case ">" -> BinaryOperator.GREATER;
            case ">=" -> BinaryOperator.GREATER_OR_EQUAL;
            default -> null;
        };
    }

    private Expr sum() {
        Expr left = product();
        int tallest = height;
        while (true) {
            BinaryOperator operator;
            if (tokens.takeSymbol("+")) {
                operator = BinaryOperator.ADD;
            } else if (tokens.takeSymbol("-")) {
                operator = BinaryOperator.SUBTRACT;
            } else {
                return left;
            }
            left = binary(operator, left, product());
            tallest = grow(tallest);
        }
    }

    private Expr product() {
        Expr left = sign();
        int tallest = height;
        while (true) {
            BinaryOperator operator;
            if (tokens.takeSymbol("*")) {
                operator = BinaryOperator.MULTIPLY;
            } else if (tokens.takeSymbol("/")) {
                operator = BinaryOperator.DIVIDE;
            } else if (tokens.takeSymbol("%")) {
                operator = BinaryOperator.REMAINDER;
            } else {
                return left;
            }
            left = binary(operator, left, sign());
            tallest = grow(tallest);
        }
    }

    private Expr sign() {
        Token minus = tokens.peek();
        if (!tokens.takeSymbol("-")) {
            return path();
        }
        Token number = tokens.peek();
        if (number.kind() == Kind.NUMBER) {
            tokens.take();
            height = 1;
            Span span = minus.span().to(number.span());
            return new Expr.Literal(Conversions.literal("-" + number.text()), span);
        }
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        Expr operand = sign();
        depth--;
        grow(height);
        return new Expr.Negate(operand, minus.span().to(operand.span()));
    }

    /** A primary expression and the members behind it. */
    Expr path() {
        Expr object = primary();
        int tallest = height;
        while (tokens.takeSymbol(".")) {
            Token name = tokens.expect(Kind.WORD, "the name of a member (other keys need get())");
            object = new Expr.Member(object, name.text(), object.span().to(name.span()));
            tallest = grow(tallest);
        }
        return object;
    }

    private Expr primary() {
        Token token = tokens.peek();
        height = 1;
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
            if (++depth > SqlLimits.EXPRESSION_DEPTH) {
                throw tooDeep();
            }
            requireNewer("a nested query", tokens.peek());
            var query = queries.query();
            depth--;
            tokens.expectSymbol(")");
            grow(height);
            return new Expr.Subquery(query, open.span().to(tokens.previous()));
        }
        Expr inner = expression();
        tokens.expectSymbol(")");
        return inner;
    }

    private Expr exists() {
        Token exists = tokens.take();
        tokens.expectSymbol("(");
        requireNewer("EXISTS", exists);
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        var query = queries.query();
        depth--;
        tokens.expectSymbol(")");
        grow(height);
        return new Expr.Exists(query, exists.span().to(tokens.previous()));
    }

    private Expr cast() {
        Token cast = tokens.take();
        tokens.expectSymbol("(");
        Expr value = expression();
        tokens.expectWord("AS");
        Token word = tokens.expect(Kind.WORD, "a type");
        CastType type = CastType.of(word.text(), version)
                .orElseThrow(() -> tokens.fault(
                        "Expected a type of SQL version " + version + " but found " + word.describe(), word.span()));
        tokens.expectSymbol(")");
        grow(height);
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
                tallest = Math.max(tallest, height);
                if (isDefault && externalCalls > callsBefore) {
                    throw tokens.fault("Expected a default that calls no other service", start);
                }
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol(")");
        externalCalls += function.isExternal() ? 1 : 0;
        height = tallest;
        grow(tallest);
        return new Expr.Call(
                function.name(), List.copyOf(arguments), token.span().to(tokens.previous()));
    }

    private Expr argument() {
        return star().orElseGet(this::expression);
    }

    /** {@code *} on its own: an argument, or a whole template. */
    Optional<Expr> star() {
        Token token = tokens.peek();
        if (!tokens.takeSymbol("*")) {
            return Optional.empty();
        }
        height = 1;
        return Optional.of(new Expr.Star(token.span()));
    }

    private Expr caseExpression() {
        Token start = tokens.take();
        Expr value = expression();
        int tallest = height;
        List<Expr.When> whens = new ArrayList<>();
        while (tokens.takeWord("WHEN")) {
            Expr match = expression();
            tallest = Math.max(tallest, height);
            tokens.expectWord("THEN");
            whens.add(new Expr.When(match, expression()));
            tallest = Math.max(tallest, height);
        }
        if (whens.isEmpty()) {
            throw tokens.expected("WHEN");
        }
        Optional<Expr> otherwise = Optional.empty();
        if (tokens.takeWord("ELSE")) {
            otherwise = Optional.of(expression());
            tallest = Math.max(tallest, height);
        }
        tokens.expectWord("END");
        grow(tallest);
        return new Expr.Case(value, List.copyOf(whens), otherwise, start.span().to(tokens.previous()));
    }

    private Expr arrayLiteral() {
        requireNewer("an array literal", tokens.peek());
        Token open = tokens.take();
        List<Expr> elements = new ArrayList<>();
        int tallest = 0;
        if (!tokens.peek().isSymbol("]")) {
            do {
                elements.add(expression());
                tallest = Math.max(tallest, height);
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol("]");
        height = tallest;
        grow(tallest);
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
                entries.add(new Expr.Entry(name.text(), expression()));
                tallest = Math.max(tallest, height);
            } while (tokens.takeSymbol(","));
        }
        tokens.expectSymbol("}");
        height = tallest;
        grow(tallest);
        return new Expr.ObjectLiteral(List.copyOf(entries), open.span().to(tokens.previous()));
    }

    private Expr binary(BinaryOperator operator, Expr left, Expr right) {
        return new Expr.Binary(operator, left, right, left.span().to(right.span()));
    }

    /** Notes that a node stands above the tree parsed last and above another one. */
    private int grow(int other) {
        height = Math.max(height, other) + 1;
        if (height > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        return height;
    }

    private SqlParseException tooDeep() {
        return tokens.fault(
                "Expected at most " + SqlLimits.EXPRESSION_DEPTH + " levels of expressions",
                tokens.peek().span());
    }

    /** Notes the height of a clause that the query parser put together from several expressions. */
    void setHeight(int tallest) {
        height = tallest;
    }

    int height() {
        return height;
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
