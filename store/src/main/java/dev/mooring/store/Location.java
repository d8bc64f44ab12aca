package dev.mooring.store;

import java.nio.file.Path;

/** Where the state lies. */
public sealed interface Location {
    /** A file on this machine; made, with mode 600, when it is missing. The default. */
    record SqliteFile(Path path) implements Location {}

    /** @param jdbcUrl {@code jdbc:postgresql://host:port/database?user=…&password=…} */
    record PostgreSql(String jdbcUrl) implements Location {}
}
