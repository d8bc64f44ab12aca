package dev.mooring.lambda.policy;

/**
 * The condition operator ArnLike: each of the six parts of an ARN is compared by itself, {@code *} and {@code ?} stand
 * for characters of one part.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">AWS:
 *     condition operators</a>
 */
final class ArnPattern {
    private static final int PARTS = 6;

    private ArnPattern() {}

    static boolean matches(String pattern, String arn) {
        String[] patternParts = pattern.split(":", PARTS);
        String[] arnParts = arn.split(":", PARTS);
        if (patternParts.length != PARTS || arnParts.length != PARTS) {
            return false;
        }
        for (int i = 0; i < PARTS; i++) {
            if (!glob(patternParts[i], arnParts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Linear but for one step back to the last star, which is enough. */
    private static boolean glob(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
