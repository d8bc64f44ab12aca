package dev.mooring.lambda;

/**
 * A request that Lambda refuses, with the exception name and HTTP status of the published service model.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html">AWS: Lambda errors</a>
 */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error shapes this room uses. */
    public enum Code {
        INVALID_PARAMETER_VALUE("InvalidParameterValueException", 400),
        INVALID_REQUEST_CONTENT("InvalidRequestContentException", 400),
        CODE_STORAGE_EXCEEDED("CodeStorageExceededException", 400),
        POLICY_LENGTH_EXCEEDED("PolicyLengthExceededException", 400),
        RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
        RESOURCE_CONFLICT("ResourceConflictException", 409),
        PRECONDITION_FAILED("PreconditionFailedException", 412),
        REQUEST_TOO_LARGE("RequestTooLargeException", 413),
        TOO_MANY_REQUESTS("TooManyRequestsException", 429),
        INVALID_RUNTIME("InvalidRuntimeException", 502),
        INVALID_ZIP_FILE("InvalidZipFileException", 502),
        SERVICE("ServiceException", 500);

        private final String awsName;
        private final int httpStatus;

        Code(String awsName, int httpStatus) {
            this.awsName = awsName;
            this.httpStatus = httpStatus;
        }

        /** The shape's name, for example {@code ResourceNotFoundException}. */
        public String awsName() {
            return awsName;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }

    private final Code code;

    public LambdaException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public LambdaException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public static LambdaException invalidParameter(String message) {
        return new LambdaException(Code.INVALID_PARAMETER_VALUE, message);
    }

    public Code code() {
        return code;
    }

    /** Always present. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code.awsName() : message;
    }
}
