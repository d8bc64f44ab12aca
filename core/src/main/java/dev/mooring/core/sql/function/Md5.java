package dev.mooring.core.sql.function;

/** {@code md5(String)}. */
final class Md5 {
    static final SqlFunction FUNCTION = SqlFunction.of("md5(String)")
            .says("Returns the MD5 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example("md5(\"hello\")", "\"5d41402abc4b2a76b9719d911017c592\"")
            .text(text -> Hashes.hex("MD5", text));

    private Md5() {}
}
