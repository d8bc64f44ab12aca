package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.value.Budget;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;
import org.jspecify.annotations.Nullable;

/** What a function may know besides its arguments. */
public interface CallContext {
    SqlVersion version();

    SqlInput input();

    Budget budget();

    /** Tells the outcome why something that is nobody's mistake is Undefined. */
    void note(String why);

    /** The standard conversion to a string, null if there is none; reading it is charged to the budget. */
    default @Nullable String text(SqlValue value) {
        String text = Conversions.toText(value, version(), budget());
        if (text != null) {
            budget().spendOnText(text.length());
        }
        return text;
    }
}
