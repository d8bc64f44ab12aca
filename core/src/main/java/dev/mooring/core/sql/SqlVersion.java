package dev.mooring.core.sql;

/**
 * The version of the language a rule was written for, its {@code awsIotSqlVersion}.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-rule-sql-version.html">AWS: SQL versions</a>
 */
public enum SqlVersion {
    /** The first one, and what a rule gets that names none: no literals of arrays and objects, no nested queries. */
    V2015_10_08("2015-10-08"),
    V2016_03_23("2016-03-23"),
    /** The newest; the same as {@link #V2016_03_23} today. */
    BETA("beta");

    private final String text;

    SqlVersion(String text) {
        this.text = text;
    }

    /**
     * Finds a version by its name on the wire.
     *
     * @throws IllegalArgumentException naming the versions there are
     */
    public static SqlVersion of(String text) {
        for (SqlVersion version : values()) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        throw new IllegalArgumentException("no SQL version '" + text + "': use 2016-03-23, 2015-10-08 or beta");
    }

    public boolean isAtLeast(SqlVersion other) {
        return compareTo(other) >= 0;
    }

    /** True where 10.0 in a payload or a cast is the Int 10, and decimals are written without trailing zeros. */
    public boolean turnsWholeNumbersIntoInt() {
        return this != V2015_10_08;
    }

    @Override
    public String toString() {
        return text;
    }
}
