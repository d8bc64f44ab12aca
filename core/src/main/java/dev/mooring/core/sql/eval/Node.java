package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.value.SqlValue;

/** A compiled expression. Stateless. */
interface Node {
    SqlValue eval(Evaluation evaluation);
}
