package dev.mooring.core.sql.function;

/** {@code sha256(String)}. */
final class Sha256 {
    static final SqlFunction FUNCTION = SqlFunction.of("sha256(String)")
            .says("Returns the SHA-256 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example("sha256(\"hello\")", "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"")
            .text(text -> Hashes.hex("SHA-256", text));

    private Sha256() {}
}
