package dev.mooring.core.sql.function;

/** {@code md2(String)}. */
final class Md2 {
    static final SqlFunction FUNCTION = SqlFunction.of("md2(String)")
            .says("Returns the MD2 hash of a string in UTF-8, in lower-case hexadecimal.")
            .example("md2(\"hello\")", "\"a9046c73e00331af68917d3804f70655\"")
            .text(text -> Hashes.hex("MD2", text));

    private Md2() {}
}
