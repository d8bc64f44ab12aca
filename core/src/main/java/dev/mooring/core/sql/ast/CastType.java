package dev.mooring.core.sql.ast;

import dev.mooring.core.sql.SqlVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * What CAST converts to.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html#iot-sql-function-cast">AWS:
 *     cast</a>
 */
public enum CastType {
    STRING,
    INT,
    /** A Decimal of double precision. */
    DOUBLE,
    DECIMAL,
    BOOLEAN;

    /** The type that a word after AS names in a version, in any case. */
    public static Optional<CastType> of(String word, SqlVersion version) {
        boolean newer = version.isAtLeast(SqlVersion.V2016_03_23);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "string", "nvarchar", "text", "ntext", "varchar" -> Optional.of(STRING);
            case "int", "integer" -> Optional.of(INT);
            case "double" -> Optional.of(DOUBLE);
            case "decimal" -> newer ? Optional.of(DECIMAL) : Optional.empty();
            case "bool", "boolean" -> newer ? Optional.of(BOOLEAN) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
