package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.ast.BinaryOperator;
import dev.mooring.core.sql.value.Arithmetic;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Equality;
import dev.mooring.core.sql.value.SqlValue;
import dev.mooring.core.sql.value.SqlValue.Bool;
import java.util.List;

/**
 * Operators as nodes.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-operators.html">AWS: operators</a>
 */
final class Operators {
    private Operators() {}

    private interface Calculation {
        SqlValue of(SqlValue.Num left, SqlValue.Num right);
    }

    private interface Ordering {
        boolean holds(int comparison);
    }

    static Node binary(BinaryOperator operator, Node left, Node right) {
        return switch (operator) {
            case OR -> logic(left, right, true);
            case AND -> logic(left, right, false);
            case EQUAL -> equality(left, right, true);
            case NOT_EQUAL -> equality(left, right, false);
            case LESS -> ordering(left, right, comparison -> comparison < 0);
            case LESS_OR_EQUAL -> ordering(left, right, comparison -> comparison <= 0);
            case GREATER -> ordering(left, right, comparison -> comparison > 0);
            case GREATER_OR_EQUAL -> ordering(left, right, comparison -> comparison >= 0);
            case ADD -> add(left, right);
            case SUBTRACT -> calculation(left, right, Arithmetic::subtract);
            case MULTIPLY -> calculation(left, right, Arithmetic::multiply);
            case DIVIDE -> calculation(left, right, Arithmetic::divide);
            case REMAINDER -> calculation(left, right, Arithmetic::remainder);
        };
    }

    /**
     * AND and OR. By the tables of the reference both operands must be Booleans, so the right one is looked at even when
     * the left one decides.
     *
     * @param deciding the operand that decides alone: true for OR, false for AND
     */
    private static Node logic(Node left, Node right, boolean deciding) {
        return evaluation -> {
            Bool first = Conversions.toBoolean(left.eval(evaluation));
            if (first == null) {
                return SqlValue.UNDEFINED;
            }
            Bool second = Conversions.toBoolean(right.eval(evaluation));
            if (second == null) {
                return SqlValue.UNDEFINED;
            }
            return first.value() == deciding ? first : second;
        };
    }

    static Node not(Node operand) {
        return evaluation -> {
            Bool bool = Conversions.toBoolean(operand.eval(evaluation));
            return bool == null ? SqlValue.UNDEFINED : Bool.of(!bool.value());
        };
    }

    private static Node equality(Node left, Node right, boolean wanted) {
        return evaluation -> {
            SqlValue first = left.eval(evaluation);
            SqlValue second = right.eval(evaluation);
            return first == SqlValue.UNDEFINED || second == SqlValue.UNDEFINED
                    ? SqlValue.UNDEFINED
                    : Bool.of(Equality.equal(first, second, evaluation.budget()) == wanted);
        };
    }

    private static Node ordering(Node left, Node right, Ordering ordering) {
        return evaluation -> {
            SqlValue.Num first = Conversions.toNumber(left.eval(evaluation));
            if (first == null) {
                return SqlValue.UNDEFINED;
            }
            SqlValue.Num second = Conversions.toNumber(right.eval(evaluation));
            return second == null ? SqlValue.UNDEFINED : Bool.of(ordering.holds(Arithmetic.compare(first, second)));
        };
    }

    private static Node calculation(Node left, Node right, Calculation calculation) {
        return evaluation -> {
            SqlValue.Num first = Conversions.toNumber(left.eval(evaluation));
            if (first == null) {
                return SqlValue.UNDEFINED;
            }
            SqlValue.Num second = Conversions.toNumber(right.eval(evaluation));
            return second == null ? SqlValue.UNDEFINED : calculation.of(first, second);
        };
    }

    /** Adds numbers; with a string on either side it concatenates. */
    private static Node add(Node left, Node right) {
        return evaluation -> {
            SqlValue first = left.eval(evaluation);
            SqlValue second = right.eval(evaluation);
            if (first instanceof SqlValue.Num a && second instanceof SqlValue.Num b) {
                return Arithmetic.add(a, b);
            }
            if (!(first instanceof SqlValue.Text) && !(second instanceof SqlValue.Text)) {
                return SqlValue.UNDEFINED;
            }
            String a = evaluation.text(first);
            String b = evaluation.text(second);
            return a == null || b == null || a.length() + b.length() > SqlLimits.TEXT_CHARS
                    ? SqlValue.UNDEFINED
                    : new SqlValue.Text(a.concat(b));
        };
    }

    static Node negate(Node operand) {
        return evaluation -> {
            SqlValue.Num number = Conversions.toNumber(operand.eval(evaluation));
            return number == null ? SqlValue.UNDEFINED : Arithmetic.negate(number);
        };
    }

    /** Whether an array has an element that equals the item. */
    static Node in(Node item, Node array) {
        return evaluation -> {
            SqlValue wanted = item.eval(evaluation);
            if (wanted == SqlValue.UNDEFINED || !(array.eval(evaluation) instanceof SqlValue.Array elements)) {
                return SqlValue.UNDEFINED;
            }
            for (int i = 0; i < elements.size(); i++) {
                evaluation.budget().spend(1);
                if (Equality.equal(wanted, elements.get(i), evaluation.budget())) {
                    return Bool.TRUE;
                }
            }
            return Bool.FALSE;
        };
    }

    static Node caseOf(Node value, List<Node> matches, List<Node> results, Node otherwise) {
        Node[] when = matches.toArray(Node[]::new);
        Node[] then = results.toArray(Node[]::new);
        return evaluation -> {
            SqlValue wanted = value.eval(evaluation);
            if (wanted == SqlValue.UNDEFINED) {
                return SqlValue.UNDEFINED;
            }
            for (int i = 0; i < when.length; i++) {
                SqlValue candidate = when[i].eval(evaluation);
                if (candidate != SqlValue.UNDEFINED && Equality.equal(wanted, candidate, evaluation.budget())) {
                    return then[i].eval(evaluation);
                }
            }
            return otherwise.eval(evaluation);
        };
    }

    /** Whether a condition holds: Boolean true, or a string that converts to it. */
    static boolean isTrue(SqlValue condition) {
        return Conversions.toBoolean(condition) == Bool.TRUE;
    }
}
