package dev.mooring.lambda.code;

/** A deployment package that is refused; the message says what is wrong with it. Nothing of it stays on disk. */
public final class CodeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a caller may want to tell apart. */
    public enum Kind {
        /** Damaged, hostile or not a zip file. */
        INVALID,
        /** The zip file itself is over its limit. */
        ZIP_TOO_LARGE,
        /** The contents are over their limit. */
        CONTENTS_TOO_LARGE
    }

    private final Kind kind;

    public CodeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static CodeException invalid(String message) {
        return new CodeException(Kind.INVALID, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Always present. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? kind.name() : message;
    }
}
