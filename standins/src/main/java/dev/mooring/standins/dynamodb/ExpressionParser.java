package dev.mooring.standins.dynamodb;

import dev.mooring.standins.dynamodb.Lexer.Kind;
import dev.mooring.standins.dynamodb.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Condition, projection and update expressions. Reserved words may be used as names, which AWS refuses.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html">AWS: expressions</a>
 */
final class ExpressionParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_LENGTH = 4096;
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final String what;
    private final List<Token> tokens;
    private final Placeholders placeholders;
    private int at;
    private int depth;

    private ExpressionParser(String text, String what, Placeholders placeholders) {
        if (text.isBlank()) {
            throw Values.invalid("Invalid " + what + ": The expression can not be empty;");
        }
        if (text.length() > MAX_LENGTH) {
            throw Values.invalid("Invalid " + what + ": Expression size has exceeded the maximum allowed size;");
        }
        this.what = what;
        this.tokens = Lexer.tokens(text, what);
        this.placeholders = placeholders;
    }

    /** @throws dev.mooring.api.ApiException ValidationException, as all of these */
    static Condition condition(String text, String what, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser(text, what, placeholders);
        Condition condition = parser.or();
        parser.end();
        return condition;
    }

    static List<Path> projection(String text, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser(text, "ProjectionExpression", placeholders);
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(parser.path());
        } while (parser.accept(","));
        parser.end();
        parser.requireDisjoint(paths);
        return paths;
    }

    static Update update(String text, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser(text, "UpdateExpression", placeholders);
        List<Update.Action> actions = new ArrayList<>();
        Set<String> clauses = new java.util.HashSet<>();
        while (parser.peek().kind() != Kind.END) {
            String clause = parser.next().text().toUpperCase(java.util.Locale.ROOT);
            if (!clauses.add(clause)) {
                throw Values.invalid("Invalid UpdateExpression: The \"" + clause
                        + "\" section can only be used once in an update" + " expression;");
            }
            do {
                actions.add(parser.action(clause));
            } while (parser.accept(","));
        }
        parser.requireDisjoint(actions.stream().map(Update.Action::path).toList());
        return new Update(actions);
    }

    private void requireDisjoint(List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = i + 1; j < paths.size(); j++) {
                if (paths.get(i).overlaps(paths.get(j))) {
                    throw Values.invalid("Invalid " + what + ": Two document paths overlap with each other; must remove"
                            + " or rewrite one of these paths;");
                }
            }
        }
    }

    private Update.Action action(String clause) {
        return switch (clause) {
            case "SET" -> {
                Path path = path();
                expect("=");
                yield new Update.SetTo(path, sum());
            }
            case "REMOVE" -> new Update.Remove(path());
            case "ADD" -> new Update.Add(path(), literal());
            case "DELETE" -> new Update.Delete(path(), literal());
            default -> throw Lexer.syntax(what, clause);
        };
    }

    private Update.Source sum() {
        Update.Source left = source();
        if (accept("+")) {
            return new Update.Arithmetic(left, 1, source());
        }
        if (accept("-")) {
            return new Update.Arithmetic(left, -1, source());
        }
        return left;
    }

    private Update.Source source() {
        enter();
        try {
            if (isFunction("IF_NOT_EXISTS")) {
                Path path = path();
                expect(",");
                Update.Source otherwise = sum();
                expect(")");
                return new Update.IfNotExists(path, otherwise);
            }
            if (isFunction("LIST_APPEND")) {
                Update.Source first = sum();
                expect(",");
                Update.Source second = sum();
                expect(")");
                return new Update.ListAppend(first, second);
            }
            if (accept("(")) {
                Update.Source inner = sum();
                expect(")");
                return inner;
            }
            return new Update.Plain(operand());
        } finally {
            depth--;
        }
    }

    private Condition or() {
        Condition left = and();
        while (acceptWord("OR")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (acceptWord("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        enter();
        try {
            if (acceptWord("NOT")) {
                return new Condition.Not(not());
            }
            if (accept("(")) {
                Condition inner = or();
                expect(")");
                return inner;
            }
            return predicate();
        } finally {
            depth--;
        }
    }

    private Condition predicate() {
        if (isFunction("ATTRIBUTE_EXISTS")) {
            return closed(new Condition.Exists(path(), true));
        }
        if (isFunction("ATTRIBUTE_NOT_EXISTS")) {
            return closed(new Condition.Exists(path(), false));
        }
        if (isFunction("ATTRIBUTE_TYPE")) {
            Path path = path();
            expect(",");
            return closed(new Condition.HasType(path, operand()));
        }
        if (isFunction("BEGINS_WITH")) {
            Operand value = operand();
            expect(",");
            return closed(new Condition.BeginsWith(value, operand()));
        }
        if (isFunction("CONTAINS")) {
            Operand value = operand();
            expect(",");
            return closed(new Condition.Contains(value, operand()));
        }
        Operand left = operand();
        if (acceptWord("BETWEEN")) {
            Operand low = operand();
            if (!acceptWord("AND")) {
                throw Lexer.syntax(what, peek().text());
            }
            return new Condition.Between(left, low, operand());
        }
        if (acceptWord("IN")) {
            expect("(");
            List<Operand> candidates = new ArrayList<>();
            do {
                candidates.add(operand());
            } while (accept(","));
            expect(")");
            return new Condition.In(left, candidates);
        }
        String comparator = next().text();
        if (!COMPARATORS.contains(comparator)) {
            throw Lexer.syntax(what, comparator);
        }
        return new Condition.Compare(comparator, left, operand());
    }

    private Condition closed(Condition condition) {
        expect(")");
        return condition;
    }

    private Operand operand() {
        if (peek().kind() == Kind.VALUE) {
            return new Operand.Literal(literal());
        }
        if (isFunction("SIZE")) {
            Operand size = new Operand.Size(path());
            expect(")");
            return size;
        }
        return new Operand.At(path());
    }

    private Value literal() {
        Token token = next();
        if (token.kind() != Kind.VALUE) {
            throw Lexer.syntax(what, token.text());
        }
        return placeholders.value(token.text(), what);
    }

    private Path path() {
        List<Object> steps = new ArrayList<>();
        steps.add(name());
        while (true) {
            if (accept(".")) {
                steps.add(name());
            } else if (accept("[")) {
                Token index = next();
                if (index.kind() != Kind.INDEX || index.text().length() > 6) {
                    throw Lexer.syntax(what, index.text());
                }
                steps.add(Integer.valueOf(index.text()));
                expect("]");
            } else {
                return new Path(List.copyOf(steps));
            }
        }
    }

    private String name() {
        Token token = next();
        return switch (token.kind()) {
            case NAME -> placeholders.name(token.text(), what);
            case WORD -> token.text();
            default -> throw Lexer.syntax(what, token.text());
        };
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw Values.invalid("Invalid " + what + ": The expression is nested too deeply;");
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String symbol) {
        boolean isThere = peek().kind() == Kind.SYMBOL && peek().text().equals(symbol);
        at += isThere ? 1 : 0;
        return isThere;
    }

    private boolean acceptWord(String word) {
        boolean isThere = peek().kind() == Kind.WORD && peek().is(word);
        at += isThere ? 1 : 0;
        return isThere;
    }

    /** Takes the function's name and its parenthesis. */
    private boolean isFunction(String name) {
        boolean isThere = peek().kind() == Kind.WORD
                && peek().is(name)
                && tokens.get(at + 1).kind() == Kind.SYMBOL
                && tokens.get(at + 1).text().equals("(");
        at += isThere ? 2 : 0;
        return isThere;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw Lexer.syntax(what, peek().text());
        }
    }

    private void end() {
        if (peek().kind() != Kind.END) {
            throw Lexer.syntax(what, peek().text());
        }
    }
}
