package dev.mooring.standins.states.language;

import java.util.List;
import java.util.Optional;

/** What a Task state calls. */
public sealed interface TaskResource {
    String arn();

    /** A function named by its ARN: the input is its event, its answer is the result. */
    record Function(String arn) implements TaskResource {}

    /** Work that somebody fetches with GetActivityTask. */
    record Activity(String arn) implements TaskResource {}

    /**
     * An operation of a service.
     *
     * @param service as in the ARN, for example {@code sqs}
     * @param action for example {@code sendMessage}
     * @param isSdk named with {@code aws-sdk:}
     */
    record Integration(String arn, String service, String action, boolean isSdk, Pattern pattern)
            implements TaskResource {}

    /** When a call is done. */
    enum Pattern {
        REQUEST_RESPONSE(""),
        SYNC(".sync"),
        SYNC_2(".sync:2"),
        WAIT_FOR_TASK_TOKEN(".waitForTaskToken");

        private final String suffix;

        Pattern(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Empty when the ARN is of no such form. */
    static Optional<TaskResource> parse(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            return Optional.empty();
        }
        if (parts[2].equals("lambda") && parts[5].startsWith("function:")) {
            return Optional.of(new Function(arn));
        }
        if (!parts[2].equals("states")) {
            return Optional.empty();
        }
        if (parts[5].startsWith("activity:")) {
            return Optional.of(new Activity(arn));
        }
        return parts[3].isEmpty() && parts[4].isEmpty() ? integration(arn, parts[5]) : Optional.empty();
    }

    private static Optional<TaskResource> integration(String arn, String resource) {
        Pattern pattern = Pattern.REQUEST_RESPONSE;
        for (Pattern each : List.of(Pattern.SYNC_2, Pattern.SYNC, Pattern.WAIT_FOR_TASK_TOKEN)) {
            if (resource.endsWith(each.suffix)) {
                pattern = each;
                break;
            }
        }
        String plain = resource.substring(0, resource.length() - pattern.suffix.length());
        boolean isSdk = plain.startsWith("aws-sdk:");
        String[] parts = (isSdk ? plain.substring("aws-sdk:".length()) : plain).split(":", -1);
        return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
                ? Optional.of(new Integration(arn, parts[0], parts[1], isSdk, pattern))
                : Optional.empty();
    }
}
