package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A nested query: over an array it gives an array, over an object one result, over anything else Undefined.
 *
 * @param alias the slot of the row's name, or -1
 * @param rowSteps what a row costs of the budget
 */
record CompiledQuery(Node from, int alias, Optional<Node> where, Projection projection, int rowSteps) {
    Node asValue() {
        return evaluation -> switch (from.eval(evaluation)) {
            case SqlValue.Array array -> overArray(array, evaluation);
            case SqlValue.Obj object -> inRow(object, evaluation);
            default -> SqlValue.UNDEFINED;
        };
    }

    /** Whether any row passes WHERE; a source that is missing has no rows. */
    Node asExists() {
        return evaluation -> switch (from.eval(evaluation)) {
            case SqlValue.Array array -> SqlValue.Bool.of(anyRow(array, evaluation));
            case SqlValue.Obj object -> SqlValue.Bool.of(passes(object, evaluation));
            default -> SqlValue.Bool.FALSE;
        };
    }

    private SqlValue overArray(SqlValue.Array array, Evaluation evaluation) {
        List<SqlValue> results = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            SqlValue result = inRow(array.get(i), evaluation);
            if (result != SqlValue.UNDEFINED) {
                results.add(result);
            }
        }
        return new ListArray(results);
    }

    private boolean anyRow(SqlValue.Array array, Evaluation evaluation) {
        for (int i = 0; i < array.size(); i++) {
            if (passes(array.get(i), evaluation)) {
                return true;
            }
        }
        return false;
    }

    private SqlValue inRow(SqlValue row, Evaluation evaluation) {
        SqlValue outer = enter(row, evaluation);
        SqlValue result = holds(evaluation) ? projection.apply(row, evaluation) : SqlValue.UNDEFINED;
        evaluation.setRow(outer);
        return result;
    }

    private boolean passes(SqlValue row, Evaluation evaluation) {
        SqlValue outer = enter(row, evaluation);
        boolean passes = holds(evaluation);
        evaluation.setRow(outer);
        return passes;
    }

    private SqlValue enter(SqlValue row, Evaluation evaluation) {
        evaluation.budget().spend(rowSteps);
        SqlValue outer = evaluation.row();
        evaluation.setRow(row);
        if (alias >= 0) {
            evaluation.setAlias(alias, row);
        }
        return outer;
    }

    private boolean holds(Evaluation evaluation) {
        return where.isEmpty() || Operators.isTrue(where.get().eval(evaluation));
    }
}
