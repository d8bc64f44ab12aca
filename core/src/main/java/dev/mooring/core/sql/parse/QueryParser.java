package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Query;
import dev.mooring.core.sql.ast.Select;
import dev.mooring.core.sql.ast.SelectItem;
import dev.mooring.core.sql.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SELECT lists and nested queries. */
final class QueryParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final TreeHeight height;

    QueryParser(TokenStream tokens, ExpressionParser expressions, TreeHeight height) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.height = height;
    }

    /** {@code SELECT … FROM source [AS alias] [WHERE …]}, as it stands between parentheses. */
    Query query() {
        Select select = select();
        int tallest = height.last();
        tokens.expectWord("FROM");
        if (tokens.peek().kind() == Kind.STRING) {
            throw tokens.expected("the path of an array or an object");
        }
        Expr from = expressions.path();
        tallest = Math.max(tallest, height.last());
        Optional<String> alias = Optional.empty();
        if (tokens.takeWord("AS")) {
            alias = Optional.of(tokens.expect(Kind.WORD, "a name for the row").text());
        }
        Optional<Expr> where = Optional.empty();
        if (tokens.takeWord("WHERE")) {
            where = Optional.of(expressions.expression());
            tallest = Math.max(tallest, height.last());
        }
        height.set(tallest);
        return new Query(select, from, alias, where);
    }

    Select select() {
        tokens.expectWord("SELECT");
        boolean value = startsValue();
        if (value) {
            tokens.take();
        }
        List<SelectItem> items = new ArrayList<>();
        int tallest = 0;
        do {
            items.add(item(value));
            tallest = Math.max(tallest, height.last());
            if (value && tokens.peek().isSymbol(",")) {
                throw tokens.fault(
                        "Expected one item after SELECT VALUE but found ','",
                        tokens.peek().span());
            }
        } while (tokens.takeSymbol(","));
        height.set(tallest);
        return new Select(value, items);
    }

    /**
     * Whether the next word is the keyword VALUE and not a field of that name: the field is followed by what continues
     * an expression or ends an item.
     */
    private boolean startsValue() {
        if (!tokens.peek().isWord("VALUE")) {
            return false;
        }
        Token second = tokens.peekSecond();
        return switch (second.kind()) {
            case STRING, NUMBER, VARIABLE -> true;
            case WORD ->
                !(second.isWord("FROM")
                        || second.isWord("AS")
                        || second.isWord("WHERE")
                        || second.isWord("AND")
                        || second.isWord("OR")
                        || second.isWord("IN"));
            case SYMBOL -> second.isSymbol("(") || second.isSymbol("[") || second.isSymbol("{") || second.isSymbol("*");
            case END -> false;
        };
    }

    private SelectItem item(boolean value) {
        Token first = tokens.peek();
        if (first.isSymbol("*")) {
            return star(value);
        }
        Expr expr = expressions.expression();
        if (!value && tokens.peek().isSymbol(".")) {
            return members(expr);
        }
        if (value) {
            return new SelectItem.Item(expr, List.of());
        }
        List<String> path = new ArrayList<>();
        if (tokens.takeWord("AS")) {
            do {
                path.add(tokens.expect(Kind.WORD, "an alias").text());
            } while (tokens.takeSymbol("."));
        } else {
            path.add(defaultName(expr));
        }
        return new SelectItem.Item(expr, path);
    }

    /** {@code path.*}, which AWS takes in statements such as {@code SELECT state.reported.*} and does not describe. */
    private SelectItem members(Expr object) {
        Token point = tokens.take();
        boolean path =
                switch (object) {
                    case Expr.Name _, Expr.Member _, Expr.Variable _, Expr.Call _, Expr.Subquery _ -> true;
                    default -> false;
                };
        if (!path) {
            throw tokens.fault("Expected a path before '.*'", point.span());
        }
        tokens.expectSymbol("*");
        return new SelectItem.AllOf(object);
    }

    private SelectItem star(boolean value) {
        Token star = tokens.take();
        height.set(1);
        if (!value && tokens.takeWord("AS")) {
            String alias = tokens.expect(Kind.WORD, "an alias").text();
            return new SelectItem.Item(new Expr.Star(star.span()), List.of(alias));
        }
        return new SelectItem.All(star.span());
    }

    /**
     * The key of an item without an alias: the last name of a path, the name of a function, else the expression's own
     * text. (AWS documents the first only for plain fields.)
     */
    private String defaultName(Expr expr) {
        return switch (expr) {
            case Expr.Name name -> name.name();
            case Expr.Member member -> member.name();
            case Expr.Variable variable -> variable.name();
            case Expr.Call call -> call.function();
            default -> tokens.textOf(expr.span());
        };
    }
}
