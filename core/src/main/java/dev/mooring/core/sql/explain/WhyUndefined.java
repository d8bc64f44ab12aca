package dev.mooring.core.sql.explain;

import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.ast.BinaryOperator;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.ast.Query;
import dev.mooring.core.sql.function.FunctionRegistry;
import dev.mooring.core.sql.function.SqlFunction;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;
import java.util.List;
import java.util.Optional;

/**
 * Why one evaluation of an expression gave Undefined, by what its operands gave. The questions are asked in the order in
 * which the evaluator asks them, so the first answer is the one that decided.
 */
public final class WhyUndefined {
    private final String text;
    private final SqlVersion version;
    private final Facts facts;

    /** What is known about the evaluation. */
    public interface Facts {
        /** What an operand gave within this evaluation; empty if it was not evaluated. */
        Optional<SqlValue> value(Expr operand);

        /** Where names are looked up: the row of the innermost nested query, or the payload. */
        SqlValue container();

        boolean inNestedQuery();

        /** The message has bytes, and they are not JSON. */
        boolean payloadIsNotJson();

        boolean payloadIsEmpty();

        /** What a service said while this was evaluated. */
        Optional<String> note();
    }

    /** @param text the whole statement or template */
    public WhyUndefined(String text, SqlVersion version, Facts facts) {
        this.text = text;
        this.version = version;
        this.facts = facts;
    }

    /**
     * A reason.
     *
     * @param sentence without its full stop
     * @param culprit the operand that is Undefined and made this so
     */
    public record Why(String sentence, Optional<Expr> culprit) {
        private static Why of(String sentence) {
            return new Why(sentence, Optional.empty());
        }
    }

    public Why of(Expr expr) {
        return switch (expr) {
            case Expr.Literal _ -> Why.of("the number is too large");
            case Expr.Name name ->
                Why.of(noPayload().orElseGet(() -> missing(name.name(), facts.container(), container())));
            case Expr.Variable variable -> Why.of("the value of @" + variable.name() + " is Undefined");
            case Expr.Star _ -> Why.of(noPayload().orElse("there is nothing that * could stand for"));
            case Expr.Member member ->
                isUndefined(member.object())
                        .orElseGet(
                                () -> Why.of(missing(member.name(), value(member.object()), quote(member.object()))));
            case Expr.Not not -> notBoolean(not.operand()).orElseThrow();
            case Expr.Negate negate -> notNumber(negate.operand()).orElse(Why.of("the result is out of range"));
            case Expr.Binary binary -> binary(binary);
            case Expr.In in ->
                isUndefined(in.item())
                        .or(() -> isUndefined(in.array()))
                        .orElseGet(
                                () -> Why.of(quote(in.array()) + " is " + typed(value(in.array())) + ", not an Array"));
            case Expr.Case cases -> cases(cases);
            case Expr.Call call -> call(call);
            case Expr.Cast cast ->
                isUndefined(cast.value())
                        .orElseGet(() -> Why.of(typed(value(cast.value())) + " cannot be cast to " + cast.type()));
            case Expr.Subquery subquery -> subquery(subquery.query());
            case Expr.ArrayLiteral _, Expr.ObjectLiteral _, Expr.Exists _ ->
                throw new IllegalStateException("never Undefined: " + expr);
        };
    }

    private String container() {
        return facts.inNestedQuery() ? "the row" : "the payload";
    }

    private Optional<String> noPayload() {
        if (facts.inNestedQuery()) {
            return Optional.empty();
        }
        return facts.payloadIsEmpty()
                ? Optional.of("the payload is empty")
                : facts.payloadIsNotJson() ? Optional.of("the payload is not JSON") : Optional.empty();
    }

    private String missing(String name, SqlValue from, String fromName) {
        return from instanceof SqlValue.Obj object
                ? fromName + " has no field '" + name + "'"
                        + NearestName.of(name, object.members().keySet())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                : fromName + " is " + typed(from) + ", not an Object, so it has no field '" + name + "'";
    }

    private Why binary(Expr.Binary binary) {
        return switch (binary.operator()) {
            case OR, AND ->
                notBoolean(binary.left()).or(() -> notBoolean(binary.right())).orElseThrow();
            case EQUAL, NOT_EQUAL ->
                isUndefined(binary.left()).or(() -> isUndefined(binary.right())).orElseThrow();
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                notNumber(binary.left()).or(() -> notNumber(binary.right())).orElseThrow();
            case ADD ->
                isUndefined(binary.left())
                        .or(() -> isUndefined(binary.right()))
                        .orElseGet(() -> Why.of(sum(value(binary.left()), value(binary.right()))));
            case SUBTRACT, MULTIPLY, DIVIDE, REMAINDER ->
                notNumber(binary.left())
                        .or(() -> notNumber(binary.right()))
                        .orElseGet(() -> Why.of(calculation(binary)));
        };
    }

    private String sum(SqlValue left, SqlValue right) {
        if (left instanceof SqlValue.Num && right instanceof SqlValue.Num) {
            return "the sum is out of range";
        }
        return left instanceof SqlValue.Text || right instanceof SqlValue.Text
                ? "+ cannot join " + typed(left) + " and " + typed(right)
                : "+ adds numbers or joins to a String, but got " + typed(left) + " and " + typed(right);
    }

    private String calculation(Expr.Binary binary) {
        boolean divides = binary.operator() == BinaryOperator.DIVIDE || binary.operator() == BinaryOperator.REMAINDER;
        SqlValue.Num right = Conversions.toNumber(value(binary.right()));
        return divides && right != null && Conversions.toDouble(right) == 0
                ? "division by zero"
                : "the result of " + binary.operator().symbol() + " is out of range";
    }

    private Why cases(Expr.Case cases) {
        Optional<Why> value = isUndefined(cases.value());
        if (value.isPresent()) {
            return value.get();
        }
        for (Expr.When when : cases.whens()) {
            if (facts.value(when.result()).isPresent()) {
                return new Why(
                        "the result of CASE, " + quote(when.result()) + ", is Undefined", Optional.of(when.result()));
            }
        }
        return cases.otherwise().isPresent()
                ? new Why("the result of ELSE, " + quote(cases.otherwise().get()) + ", is Undefined", cases.otherwise())
                : Why.of("no WHEN is equal to " + typed(value(cases.value())) + " and there is no ELSE");
    }

    private Why call(Expr.Call call) {
        Optional<SqlFunction> known = FunctionRegistry.STANDARD.find(call.function());
        String usage = known.map(SqlFunction::usage).orElse(call.function() + "(…)");
        List<Expr> arguments = call.arguments();
        if (known.isPresent() && !known.get().takes(arguments.size())) {
            return Why.of("it is called with " + arguments.size() + (arguments.size() == 1 ? " argument" : " arguments")
                    + "; the call is " + usage);
        }
        for (Expr argument : arguments) {
            Optional<Why> undefined = isUndefined(argument);
            if (undefined.isPresent()) {
                return undefined.get();
            }
        }
        if (facts.note().isPresent()) {
            return Why.of(facts.note().get());
        }
        if (arguments.isEmpty()) {
            return Why.of(usage + " has no value for this message");
        }
        String given = String.join(
                ", ", arguments.stream().map(argument -> typed(value(argument))).toList());
        return Why.of(usage + " has no value for " + given);
    }

    private Why subquery(Query query) {
        Optional<Why> undefined = isUndefined(query.from());
        if (undefined.isPresent()) {
            return undefined.get();
        }
        SqlValue from = value(query.from());
        if (!(from instanceof SqlValue.Obj)) {
            return Why.of(quote(query.from()) + " is " + typed(from) + ", neither an Array nor an Object");
        }
        return Why.of(
                query.where().isPresent() && !holds(query.where().get())
                        ? "its WHERE is not true for the Object " + quote(query.from())
                        : "its SELECT VALUE is Undefined");
    }

    private boolean holds(Expr where) {
        return Conversions.toBoolean(value(where)) == SqlValue.Bool.TRUE;
    }

    private Optional<Why> isUndefined(Expr operand) {
        return facts.value(operand)
                .filter(value -> value == SqlValue.UNDEFINED)
                .map(_ -> new Why(quote(operand) + " is Undefined", Optional.of(operand)));
    }

    private Optional<Why> notNumber(Expr operand) {
        return isUndefined(operand).or(() -> facts.value(operand)
                .filter(value -> Conversions.toNumber(value) == null)
                .map(value -> Why.of(quote(operand) + " is " + typed(value) + ", which does not convert to a number")));
    }

    private Optional<Why> notBoolean(Expr operand) {
        return isUndefined(operand).or(() -> facts.value(operand)
                .filter(value -> Conversions.toBoolean(value) == null)
                .map(value ->
                        Why.of(quote(operand) + " is " + typed(value) + ", which does not convert to a Boolean")));
    }

    private SqlValue value(Expr operand) {
        return facts.value(operand).orElse(SqlValue.UNDEFINED);
    }

    private String typed(SqlValue value) {
        return Described.typed(value, version);
    }

    private String quote(Expr expr) {
        return Described.cut(expr.span().of(text), 60);
    }
}
