package dev.mooring.core.sql.function;

/** {@code sha384(String)}. */
final class Sha384 {
    static final SqlFunction FUNCTION = SqlFunction.of("sha384(String)")
            .says("Returns the SHA-384 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example(
                    "sha384(\"hello\")",
                    "\"59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3553bcdb9c666fa90125a3c79f90397bdf5f6a13de828684f\"")
            .text(text -> Hashes.hex("SHA-384", text));

    private Sha384() {}
}
