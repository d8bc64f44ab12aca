package dev.mooring.store;

import dev.mooring.core.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What the table classes share: statements bound to one tenant ({@code :account}, {@code :region}), and change events. */
record Rows(Handle handle, Tenant tenant, Consumer<Change> changes) {
    static final String MINE = " account = :account AND region = :region ";

    /** A statement's parameters, by name. Null stands for SQL NULL. */
    interface Binder {
        Binder set(String name, @Nullable Object value);
    }

    int update(String sql, Consumer<Binder> parameters) {
        try (Update update = bind(handle.createUpdate(sql), parameters)) {
            return update.execute();
        }
    }

    <T> Optional<T> first(String sql, Consumer<Binder> parameters, RowMapper<T> mapper) {
        try (Query query = bind(handle.createQuery(sql), parameters)) {
            return query.map(mapper).findFirst();
        }
    }

    <T> List<T> list(String sql, Consumer<Binder> parameters, RowMapper<T> mapper) {
        try (Query query = bind(handle.createQuery(sql), parameters)) {
            return query.map(mapper).list();
        }
    }

    boolean exists(String sql, Consumer<Binder> parameters) {
        return first(sql, parameters, (row, context) -> 1).isPresent();
    }

    /**
     * Keyset pagination: {@code sql} selects rows of the tenant without ORDER BY; its last condition is followed by
     * {@code AND key > :after ORDER BY key LIMIT :limit}, so a page costs the same however deep it lies.
     */
    <T> Page<T> page(
            String sql,
            String key,
            Optional<String> after,
            boolean ascending,
            int limit,
            Consumer<Binder> parameters,
            RowMapper<T> mapper,
            Function<T, String> keyOf) {
        String tail = (after.isPresent() ? " AND " + key + (ascending ? " > " : " < ") + ":after" : "") + " ORDER BY "
                + key + (ascending ? "" : " DESC") + " LIMIT :limit";
        List<T> rows = list(
                sql + tail,
                binder -> {
                    parameters.accept(binder);
                    binder.set("limit", limit + 1);
                    after.ifPresent(value -> binder.set("after", value));
                },
                mapper);
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(keyOf.apply(items.getLast())));
    }

    void changed(Change.Kind kind, String key) {
        changes.accept(new Change(tenant, kind, key));
    }

    private <S extends SqlStatement<S>> S bind(S statement, Consumer<Binder> parameters) {
        statement.bind("account", tenant.account()).bind("region", tenant.region());
        parameters.accept(new StatementBinder(statement));
        return statement;
    }

    private record StatementBinder(SqlStatement<?> statement) implements Binder {
        @Override
        public Binder set(String name, @Nullable Object value) {
            statement.bind(name, value);
            return this;
        }
    }
}
