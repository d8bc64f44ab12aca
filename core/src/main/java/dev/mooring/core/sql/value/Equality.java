package dev.mooring.core.sql.value;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.SqlValue.Text;
import java.util.Map;

/**
 * The language's {@code =} between two values that are not Undefined: numbers by value, arrays in order, objects
 * without order, different types never.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-operators.html#iot-sql-operators-eq">AWS:
 *     = operator</a>
 */
public final class Equality {
    private Equality() {}

    public static boolean equal(SqlValue left, SqlValue right, Budget budget) {
        return equal(left, right, budget, 0);
    }

    private static boolean equal(SqlValue left, SqlValue right, Budget budget, int depth) {
        if (left instanceof Text(String a)) {
            return right instanceof Text(String b) && a.equals(b);
        }
        if (left instanceof SqlValue.Num a) {
            return right instanceof SqlValue.Num b && Arithmetic.compare(a, b) == 0;
        }
        if (depth > SqlLimits.VALUE_DEPTH) {
            throw new LimitExceeded("a value is nested deeper than " + SqlLimits.VALUE_DEPTH + " levels");
        }
        if (left instanceof SqlValue.Array a) {
            return right instanceof SqlValue.Array b && equalArrays(a, b, budget, depth + 1);
        }
        if (left instanceof SqlValue.Obj a) {
            return right instanceof SqlValue.Obj b && equalObjects(a.members(), b.members(), budget, depth + 1);
        }
        return left == right;
    }

    private static boolean equalArrays(SqlValue.Array left, SqlValue.Array right, Budget budget, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            budget.spend(1);
            if (!equal(left.get(i), right.get(i), budget, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalObjects(
            Map<String, SqlValue> left, Map<String, SqlValue> right, Budget budget, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, SqlValue> member : left.entrySet()) {
            budget.spend(1);
            SqlValue other = right.get(member.getKey());
            if (other == null || !equal(member.getValue(), other, budget, depth)) {
                return false;
            }
        }
        return true;
    }
}
