package dev.mooring.lambda;

import java.util.Optional;

/**
 * A request that Lambda refuses, with the exception name of the published service model.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html">AWS: Lambda errors</a>
 */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error shapes this room uses. */
    public enum Code {
        INVALID_PARAMETER_VALUE("InvalidParameterValueException"),
        INVALID_REQUEST_CONTENT("InvalidRequestContentException"),
        POLICY_LENGTH_EXCEEDED("PolicyLengthExceededException"),
        RESOURCE_NOT_FOUND("ResourceNotFoundException"),
        RESOURCE_CONFLICT("ResourceConflictException"),
        PRECONDITION_FAILED("PreconditionFailedException"),
        REQUEST_TOO_LARGE("RequestTooLargeException"),
        TOO_MANY_REQUESTS("TooManyRequestsException", "ConcurrentInvocationLimitExceeded"),
        RESERVED_CONCURRENCY_EXCEEDED("TooManyRequestsException", "ReservedFunctionConcurrentInvocationLimitExceeded"),
        INVALID_RUNTIME("InvalidRuntimeException"),
        INVALID_ZIP_FILE("InvalidZipFileException"),
        SERVICE("ServiceException");

        private final String awsName;
        private final Optional<String> reason;

        Code(String awsName) {
            this.awsName = awsName;
            this.reason = Optional.empty();
        }

        Code(String awsName, String reason) {
            this.awsName = awsName;
            this.reason = Optional.of(reason);
        }

        /** The member Reason of a TooManyRequestsException. */
        public Optional<String> reason() {
            return reason;
        }

        /** The same request may succeed later. */
        boolean isTransient() {
            return this == TOO_MANY_REQUESTS || this == RESERVED_CONCURRENCY_EXCEEDED || this == SERVICE;
        }

        /** The shape's name, for example {@code ResourceNotFoundException}. */
        public String awsName() {
            return awsName;
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
