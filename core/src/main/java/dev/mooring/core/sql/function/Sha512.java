package dev.mooring.core.sql.function;

/** {@code sha512(String)}. */
final class Sha512 {
    static final SqlFunction FUNCTION = SqlFunction.of("sha512(String)")
            .says("Returns the SHA-512 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example(
                    "sha512(\"hello\")",
                    "\"9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043\"")
            .text(text -> Hashes.hex("SHA-512", text));

    private Sha512() {}
}
