package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;

/** CloudWatch's refusals. */
final class Refusal {
    private Refusal() {}

    static ApiException value(String message) {
        return new ApiException("InvalidParameterValueException", message);
    }

    static ApiException combination(String message) {
        return new ApiException("InvalidParameterCombinationException", message);
    }

    static ApiException missing(String parameter) {
        return new ApiException("MissingRequiredParameterException", "The parameter " + parameter + " is required.");
    }

    /** What AWS answers where no exception of its model fits. */
    static ApiException validation(String message) {
        return new ApiException("ValidationError", message);
    }
}
