package dev.mooring.api.iot;

import dev.mooring.api.ApiException;
import java.util.Map;

/** The refusals of AWS IoT, by their names. */
final class Refusal {
    private Refusal() {}

    static ApiException invalidRequest(String message) {
        return new ApiException("InvalidRequestException", message);
    }

    static ApiException notFound(String message) {
        return new ApiException("ResourceNotFoundException", message);
    }

    static ApiException alreadyExists(String message, String resourceId, String resourceArn) {
        return new ApiException(
                "ResourceAlreadyExistsException",
                message,
                Map.of("resourceId", resourceId, "resourceArn", resourceArn));
    }

    static ApiException deleteConflict(String message) {
        return new ApiException("DeleteConflictException", message);
    }

    static ApiException certificateState(String message) {
        return new ApiException("CertificateStateException", message);
    }

    static ApiException versionConflict(String resource, long expected, long actual) {
        return new ApiException(
                "VersionConflictException",
                "The version of " + resource + " is " + actual + ", not the expected version " + expected);
    }

    static ApiException limitExceeded(String message) {
        return new ApiException("LimitExceededException", message);
    }
}
