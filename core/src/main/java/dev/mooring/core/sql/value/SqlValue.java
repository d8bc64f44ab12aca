package dev.mooring.core.sql.value;

import java.util.Map;

/**
 * A value of the language. Immutable; {@code equals} is not the language's {@code =}, see {@link Equality}.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-data-types.html">AWS: data types</a>
 */
public sealed interface SqlValue {
    SqlValue UNDEFINED = Undefined.UNDEFINED;
    SqlValue NULL = Null.NULL;

    /** Not a value: a missing key or an invalid call. Left out when written as JSON. */
    enum Undefined implements SqlValue {
        UNDEFINED
    }

    /** JSON's null. */
    enum Null implements SqlValue {
        NULL
    }

    enum Bool implements SqlValue {
        TRUE,
        FALSE;

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        public boolean value() {
            return this == TRUE;
        }
    }

    record Text(String value) implements SqlValue {}

    /** An Int or a Decimal. */
    sealed interface Num extends SqlValue permits Int, Decimal {}

    /** An array: elements by index from 0. */
    sealed interface Array extends SqlValue permits ListArray, JsonTape.TapeArray {
        int size();

        /** @param index from 0 to below {@link #size()} */
        SqlValue get(int index);
    }

    /** An object: members by name, in their order. */
    sealed interface Obj extends SqlValue permits MapObject, JsonTape.TapeObject {
        /** The member, or Undefined. */
        SqlValue get(String name);

        /** All members; not to be changed. */
        Map<String, SqlValue> members();
    }
}
