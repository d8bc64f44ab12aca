package dev.mooring.core.sql.function;

/** {@code sha224(String)}. */
final class Sha224 {
    static final SqlFunction FUNCTION = SqlFunction.of("sha224(String)")
            .says("Returns the SHA-224 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example("sha224(\"hello\")", "\"ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193\"")
            .text(text -> Hashes.hex("SHA-224", text));

    private Sha224() {}
}
