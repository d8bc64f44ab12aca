package dev.mooring.store.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * Answers one query in a SQLite database in memory that holds the given tables and nothing else: it cannot change anything, open
 * a file, or run for ever.
 */
public final class ScratchSql {
    private static final Pattern QUERY =
            Pattern.compile("\\s*(select|with)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MAX_COLUMNS = 1900;
    private static final int MAX_VALUE_BYTES = 16 << 20;
    /** Instructions of SQLite's machine between two looks at the clock. */
    private static final int STEPS = 10_000;

    private final Duration timeout;
    private final long maxBytes;

    /** @param rows of as many values as there are columns; empty is NULL */
    public record Answer(List<String> columns, List<List<Optional<String>>> rows) {}

    /** @param maxBytes characters in the answer */
    public ScratchSql(Duration timeout, long maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /** @throws ScratchException when the query is not well-formed, no query, or goes past a limit */
    public Answer ask(List<ScratchTable> tables, String sql) throws ScratchException {
        if (!QUERY.matcher(sql).matches()) {
            throw new ScratchException("the query has to begin with SELECT or WITH");
        }
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:")) {
            limit(connection);
            for (ScratchTable table : tables) {
                fill(connection, table);
            }
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA query_only = ON");
            }
            return read(connection, sql);
        } catch (SQLException e) {
            throw new ScratchException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void limit(Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
    }

    private static void fill(Connection connection, ScratchTable table) throws SQLException, ScratchException {
        Set<String> columns = table.columns();
        if (columns.size() > MAX_COLUMNS) {
            throw new ScratchException(
                    table.name() + " has " + columns.size() + " attributes; " + MAX_COLUMNS + " can be asked");
        }
        // SQLite has no table without a column.
        Set<String> names = columns.isEmpty() ? Set.of("__empty") : columns;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + quoted(table.name()) + " ("
                    + names.stream().map(ScratchSql::quoted).collect(Collectors.joining(", ")) + ")");
        }
        connection.setAutoCommit(false);
        String insert = "INSERT INTO " + quoted(table.name()) + " VALUES ("
                + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Map<String, Object> row : table.rows()) {
                int i = 1;
                for (String name : names) {
                    statement.setObject(i++, row.get(name));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private Answer read(Connection connection, String sql) throws SQLException, ScratchException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() > deadline ? 1 : 0;
            }
        });
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData metadata = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                columns.add(metadata.getColumnLabel(i));
            }
            List<List<Optional<String>>> rows = new ArrayList<>();
            long size = 0;
            while (result.next()) {
                List<Optional<String>> row = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    Optional<String> value = Optional.ofNullable(result.getString(i));
                    size += value.map(String::length).orElse(0) + 4L;
                    row.add(value);
                }
                if (size > maxBytes) {
                    throw new ScratchException("the answer is larger than " + maxBytes + " bytes");
                }
                rows.add(row);
            }
            return new Answer(columns, rows);
        } catch (SQLException e) {
            if (System.nanoTime() > deadline) {
                throw new ScratchException("the query took longer than " + timeout.toSeconds() + " s", e);
            }
            throw e;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
