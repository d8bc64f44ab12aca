package dev.mooring.core.log;

/**
 * What a level is set for.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_LogTarget.html">AWS: LogTarget</a>
 */
public record LogTarget(Type type, String name) implements Comparable<LogTarget> {
    /**
     * The types of AWS but DEFAULT, which is the account's own level, and THING_GROUP: there are no groups yet. In the order of
     * their names.
     */
    public enum Type {
        CLIENT_ID,
        PRINCIPAL_ID,
        SOURCE_IP
    }

    @Override
    public int compareTo(LogTarget other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : name.compareTo(other.name);
    }
}
