package dev.mooring.lambda.process;

import java.time.Duration;

/**
 * What functions may take from this machine.
 *
 * @param instances processes of all functions together
 * @param instancesPerFunction processes of one function
 * @param idle an instance that waits longer than this is ended
 * @param init from the start of the process to its first question for work; AWS: 10 s
 * @param queueing how long a caller that wants the response waits for a free instance
 * @param outputBytes kept of what one invocation prints
 * @param logFileBytes size of one part of a function's log
 * @param logFiles parts kept of a function's log
 */
public record RuntimeLimits(
        int instances,
        int instancesPerFunction,
        Duration idle,
        Duration init,
        Duration queueing,
        long outputBytes,
        long logFileBytes,
        int logFiles) {

    /** For a machine with so many processors. A Node.js process takes about 50 MB; AWS's 1,000 would fill any laptop. */
    public static RuntimeLimits forProcessors(int processors) {
        int instances = Math.clamp(processors * 8L, 16, 128);
        return new RuntimeLimits(
                instances,
                Math.max(8, instances / 2),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                8 << 20,
                8 << 20,
                4);
    }

    public RuntimeLimits {
        if (instances < 1 || instancesPerFunction < 1 || logFiles < 1) {
            throw new IllegalArgumentException("instances, instancesPerFunction and logFiles are at least 1");
        }
    }
}
