package dev.mooring.lambda.runtimeapi;

import java.util.OptionalLong;

/**
 * What a bootstrap tells of its process with a response.
 *
 * @param maxRssBytes the most memory it ever had resident
 */
public record ProcessReport(OptionalLong maxRssBytes) {
    public static final ProcessReport NONE = new ProcessReport(OptionalLong.empty());
}
