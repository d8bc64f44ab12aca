package dev.mooring.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The store on SQLite or PostgreSQL: one writer with group commit, readers beside it. */
public final class SqlStore implements Store {
    /** Readers rarely wait for anything but the processor; more connections only cost memory. */
    private static final int READERS = 4;

    private final HikariDataSource readers;
    private final Jdbi reading;
    private final GroupCommit writer;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    private SqlStore(DataSource readSource, DataSource writeSource) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("store-readers");
        pool.setDataSource(readSource);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setReadOnly(true);
        this.readers = new HikariDataSource(pool);
        this.reading = Jdbi.create(readers);
        this.writer = new GroupCommit(Jdbi.create(writeSource), this::tell);
    }

    /**
     * Opens the state, bringing its schema up to date.
     *
     * @throws StoreException when it cannot be opened, or was written by a newer version
     */
    public static SqlStore open(Location location, Durability durability) {
        try {
            return switch (location) {
                case Location.SqliteFile file -> {
                    DataSource write = SqliteSource.writing(file.path(), durability);
                    Migrations.apply(write, true);
                    yield new SqlStore(SqliteSource.reading(file.path()), write);
                }
                case Location.PostgreSql server -> {
                    DataSource source = PostgresSource.of(server.jdbcUrl(), durability);
                    Migrations.apply(source, false);
                    yield new SqlStore(source, source);
                }
            };
        } catch (SQLException | JdbiException e) {
            throw new StoreException("the state cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T write(Function<Tables, T> work) {
        return writer.write(work);
    }

    @Override
    public <T> T read(Function<Tables, T> work) {
        try (Handle handle = reading.open()) {
            handle.begin();
            try {
                return work.apply(new Tables(handle, change -> {
                    throw new IllegalStateException("a read must not change anything");
                }));
            } finally {
                handle.rollback();
            }
        } catch (JdbiException e) {
            throw new StoreException("the state cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    private void tell(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    @Override
    public void close() {
        writer.stop(); // First: its listeners read.
        readers.close();
        // The write connection last: SQLite moves its write-ahead log into the file when the last connection closes and
        // that may write; then a copy of the one file is the whole state.
        writer.close();
    }
}
