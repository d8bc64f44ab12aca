package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.sql.function.CallContext;
import dev.mooring.core.sql.value.Budget;
import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of one run of one statement or template. Owned by the thread that runs it. */
final class Evaluation implements CallContext {
    private static final SqlValue[] NO_ALIASES = {};
    private static final int MAX_NOTES = 20;

    private final SqlInput input;
    private final SqlVersion version;
    private final Variables variables;
    private final SqlValue[] aliases;
    private final Budget budget = new Budget();
    private @Nullable SqlValue payload;
    private SqlValue row = SqlValue.UNDEFINED;
    private boolean parseError;
    private @Nullable List<String> notes;

    Evaluation(SqlInput input, SqlVersion version, Variables variables, int aliasCount) {
        this.input = input;
        this.version = version;
        this.variables = variables;
        this.aliases = aliasCount == 0 ? NO_ALIASES : new SqlValue[aliasCount];
    }

    /** The payload as a value; Undefined if it is not JSON. */
    SqlValue payload() {
        SqlValue known = payload;
        if (known == null) {
            Optional<JsonTape> json = input.json();
            known = json.isPresent() ? json.get().root(version) : SqlValue.UNDEFINED;
            payload = known;
            // An empty payload is nothing to read rather than something unreadable.
            parseError = json.isEmpty() && input.message().payload().length > 0;
        }
        return known;
    }

    /** The row of the innermost nested query. */
    SqlValue row() {
        return row;
    }

    void setRow(SqlValue row) {
        this.row = row;
    }

    SqlValue alias(int slot) {
        return aliases[slot];
    }

    void setAlias(int slot, SqlValue row) {
        aliases[slot] = row;
    }

    SqlValue variable(int slot) {
        return variables.value(slot, this);
    }

    /** True if the payload was wanted as JSON and is none. */
    boolean parseError() {
        return parseError;
    }

    List<String> notes() {
        return notes == null ? List.of() : notes;
    }

    @Override
    public SqlVersion version() {
        return version;
    }

    @Override
    public SqlInput input() {
        return input;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public void note(String why) {
        if (notes == null) {
            notes = new ArrayList<>();
        }
        if (notes.size() < MAX_NOTES) {
            notes.add(why);
        }
    }
}
