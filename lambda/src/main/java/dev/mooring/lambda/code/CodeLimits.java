package dev.mooring.lambda.code;

/**
 * Limits of a deployment package.
 *
 * @param zipBytes of the zip file
 * @param contentBytes of everything in it, unpacked
 * @param entries files, directories and links
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">AWS: Lambda quotas</a>
 */
public record CodeLimits(long zipBytes, long contentBytes, int entries) {
    /** AWS's: 50 MB zipped, 250 MB unpacked. The number of entries is the zip format's own limit. */
    public static final CodeLimits AWS = new CodeLimits(52_428_800, 262_144_000, 65_535);
}
