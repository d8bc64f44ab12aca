package dev.mooring.core.sql.function;

/** {@code sha1(String)}. */
final class Sha1 {
    static final SqlFunction FUNCTION = SqlFunction.of("sha1(String)")
            .says("Returns the SHA-1 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example("sha1(\"hello\")", "\"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d\"")
            .text(text -> Hashes.hex("SHA-1", text));

    private Sha1() {}
}
