package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.BinaryOperator;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Span;
import dev.mooring.core.sql.parse.Token.Kind;
import dev.mooring.core.sql.value.Conversions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Expressions. From weakest to strongest: OR, AND, NOT, comparisons and IN, {@code + -}, {@code * / %}, the sign, and
 * {@code .}; operators of one rank group from the left.
 */
final class ExpressionParser {
    private final TokenStream tokens;
    private final TreeHeight height;
    private final PrimaryParser primaries;

    ExpressionParser(TokenStream tokens, SqlVersion version, Set<String> variables) {
        this.tokens = tokens;
        this.height = new TreeHeight(tokens);
        this.primaries = new PrimaryParser(tokens, version, variables, this, height);
    }

    QueryParser queries() {
        return primaries.queries();
    }

    /** {@code *} on its own: an argument, or a whole template. */
    Optional<Expr> star() {
        return primaries.star();
    }

    Expr expression() {
        height.enter();
        Expr expr = or();
        height.leave();
        return expr;
    }

    private Expr or() {
        Expr left = and();
        int tallest = height.last();
        while (tokens.takeWord("OR")) {
            left = binary(BinaryOperator.OR, left, and());
            tallest = height.grow(tallest);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        int tallest = height.last();
        while (tokens.takeWord("AND")) {
            left = binary(BinaryOperator.AND, left, not());
            tallest = height.grow(tallest);
        }
        return left;
    }

    private Expr not() {
        Token not = tokens.peek();
        if (!tokens.takeWord("NOT")) {
            return comparison();
        }
        height.enter();
        Expr operand = not();
        height.leave();
        height.grow(0);
        return new Expr.Not(operand, not.span().to(operand.span()));
    }

    private Expr comparison() {
        Expr left = sum();
        int tallest = height.last();
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
            tallest = height.grow(tallest);
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
        int tallest = height.last();
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
            tallest = height.grow(tallest);
        }
    }

    private Expr product() {
        Expr left = sign();
        int tallest = height.last();
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
            tallest = height.grow(tallest);
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
            height.set(1);
            Span span = minus.span().to(number.span());
            return new Expr.Literal(Conversions.literal("-" + number.text()), span);
        }
        height.enter();
        Expr operand = sign();
        height.leave();
        height.grow(0);
        return new Expr.Negate(operand, minus.span().to(operand.span()));
    }

    /** A primary expression and the members behind it. */
    Expr path() {
        Expr object = primaries.primary();
        int tallest = height.last();
        while (tokens.peek().isSymbol(".") && !tokens.peekSecond().isSymbol("*")) {
            tokens.take();
            Token name = tokens.expect(Kind.WORD, "the name of a member (other keys need get())");
            object = new Expr.Member(object, name.text(), object.span().to(name.span()));
            tallest = height.grow(tallest);
        }
        return object;
    }

    private Expr binary(BinaryOperator operator, Expr left, Expr right) {
        return new Expr.Binary(operator, left, right, left.span().to(right.span()));
    }
}
