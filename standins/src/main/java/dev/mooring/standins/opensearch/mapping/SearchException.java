package dev.mooring.standins.opensearch.mapping;

/** A refusal as OpenSearch words it. */
public final class SearchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;
    private final String type;
    private final String index;

    private SearchException(int status, String type, String reason, String index) {
        // A refusal is an answer, not a fault of ours: no stack trace.
        super(reason, null, false, false);
        this.status = status;
        this.type = type;
        this.index = index;
    }

    public SearchException(int status, String type, String reason) {
        this(status, type, reason, "");
    }

    /** Of a request that is understood and wrong. */
    public static SearchException argument(String reason) {
        return new SearchException(BAD_REQUEST, "illegal_argument_exception", reason);
    }

    /** Of a search that cannot be read. */
    public static SearchException parsing(String reason) {
        return new SearchException(BAD_REQUEST, "parsing_exception", reason);
    }

    /** Of a document or a mapping that does not fit. */
    public static SearchException mapping(String reason) {
        return new SearchException(BAD_REQUEST, "mapper_parsing_exception", reason);
    }

    public static SearchException noIndex(String index) {
        return new SearchException(NOT_FOUND, "index_not_found_exception", "no such index [" + index + "]", index);
    }

    public static SearchException conflict(String reason) {
        return new SearchException(CONFLICT, "version_conflict_engine_exception", reason);
    }

    public int status() {
        return status;
    }

    /** As {@code index_not_found_exception}. */
    public String type() {
        return type;
    }

    /** Empty when it is about none. */
    public String index() {
        return index;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
