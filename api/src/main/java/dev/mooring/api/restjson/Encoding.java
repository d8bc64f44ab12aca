package dev.mooring.api.restjson;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** How values of a model are written: as JSON text, or in CBOR with bytes as bytes and tagged times. */
public enum Encoding {
    JSON(JsonFactory.builder()
            .streamReadConstraints(constraints())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()),
    /** As Smithy's own protocols speak it: times in seconds, with a fraction. */
    CBOR(CBORFactory.builder().streamReadConstraints(constraints()).build()),
    /** As Kinesis speaks it: times in milliseconds. */
    CBOR_WITH_MILLISECONDS(
            CBORFactory.builder().streamReadConstraints(constraints()).build());

    /** The deepest structure of the served models is far from it; deeper text is an attack on the stack. */
    private static final int MAX_DEPTH = 64;

    @SuppressWarnings("ImmutableEnumChecker") // Factories do not change once they are made.
    private final TokenStreamFactory factory;

    Encoding(TokenStreamFactory factory) {
        this.factory = factory;
    }

    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(256 * 1024 * 1024)
                .build();
    }

    TokenStreamFactory factory() {
        return factory;
    }
}
