package dev.mooring.rules.service;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call to another service for the sake of a SQL function: it has little time, is not tried again, and its failure is a
 * sentence for the log.
 *
 * @param patience from the first byte sent to the last received
 */
record RemoteCall(Duration patience) {
    /** What came back. */
    sealed interface Result<T> {
        record Got<T>(T value) implements Result<T> {}

        record Failed<T>(String why) implements Result<T> {}
    }

    Consumer<AwsRequestOverrideConfiguration.Builder> limits() {
        return limits -> limits.apiCallTimeout(patience);
    }

    /** @param function whose call it is, such as {@code get_secret()} */
    <T> Result<T> make(String function, Supplier<T> call) {
        try {
            return new Result.Got<>(call.get());
        } catch (ApiCallTimeoutException late) {
            return new Result.Failed<>("%s: no answer within %d ms".formatted(function, patience.toMillis()));
        } catch (AbortedException stopping) {
            Thread.currentThread().interrupt();
            return new Result.Failed<>(function + ": the server is stopping");
        } catch (SdkException failed) {
            return new Result.Failed<>(
                    function + ": " + String.valueOf(failed.getMessage()).replace(" (SDK Attempt Count: 1)", ""));
        } catch (IllegalStateException stopping) {
            return new Result.Failed<>(function + ": " + stopping.getMessage());
        }
    }
}
