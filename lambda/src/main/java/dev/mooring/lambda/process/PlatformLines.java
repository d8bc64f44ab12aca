package dev.mooring.lambda.process;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lines that Lambda itself writes into a function's log.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html">AWS: Node.js function logs</a>
 */
final class PlatformLines {
    private static final long MB = 1 << 20;

    private PlatformLines() {}

    /** Names the program that really runs, which may have another major version than the runtime asked for. */
    static String initStart(String runtimeVersion, LambdaRuntime runtime) {
        return "INIT_START Runtime Version: " + runtimeVersion + "\tRuntime: " + runtime.identifier();
    }

    static String start(String requestId, String version) {
        return "START RequestId: " + requestId + " Version: " + version;
    }

    /**
     * END and REPORT, and a note where AWS would have killed the function.
     *
     * @param maxRss bytes; left out when the process told nothing
     */
    static List<String> report(
            String requestId,
            Duration duration,
            Optional<Duration> init,
            int memorySizeMb,
            OptionalLong maxRss,
            String status) {
        double millis = duration.toNanos() / 1e6;
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\t",
                requestId,
                millis,
                Math.max(1, (long) Math.ceil(millis)),
                memorySizeMb));
        if (maxRss.isPresent()) {
            report.append("Max Memory Used: ").append(megabytes(maxRss)).append(" MB\t");
        }
        init.ifPresent(
                time -> report.append(String.format(Locale.ROOT, "Init Duration: %.2f ms\t", time.toNanos() / 1e6)));
        report.append(status);
        List<String> lines = List.of("END RequestId: " + requestId, report.toString());
        return megabytes(maxRss) <= memorySizeMb
                ? lines
                : List.of(
                        lines.get(0),
                        lines.get(1),
                        "(Max Memory Used is over Memory Size: AWS Lambda would have ended this function)");
    }

    private static long megabytes(OptionalLong bytes) {
        return Math.ceilDiv(bytes.orElse(0), MB);
    }
}
