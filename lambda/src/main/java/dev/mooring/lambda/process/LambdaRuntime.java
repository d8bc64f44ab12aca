package dev.mooring.lambda.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A runtime that functions can name. Another language is another case here, another {@link Launcher} branch, and a
 * bootstrap of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">AWS: Lambda runtimes</a>
 */
public sealed interface LambdaRuntime {
    /** For example {@code nodejs20.x}. */
    String identifier();

    /**
     * Node.js.
     *
     * @param major for example 20
     */
    record NodeJs(int major) implements LambdaRuntime {
        @Override
        public String identifier() {
            return "nodejs" + major + ".x";
        }
    }

    /** Everything that can be run here. */
    static List<LambdaRuntime> all() {
        return Arrays.stream(new int[] {18, 20, 22, 24})
                .<LambdaRuntime>mapToObj(NodeJs::new)
                .toList();
    }

    static Optional<LambdaRuntime> of(String identifier) {
        return all().stream()
                .filter(runtime -> runtime.identifier().equals(identifier))
                .findFirst();
    }
}
