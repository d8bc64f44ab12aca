package dev.mooring.lambda.process;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /**
     * Python 3.
     *
     * @param minor for example 12
     */
    record Python(int minor) implements LambdaRuntime {
        @Override
        public String identifier() {
            return "python3." + minor;
        }
    }

    /**
     * Java.
     *
     * @param major for example 21
     */
    record Java(int major) implements LambdaRuntime {
        @Override
        public String identifier() {
            return "java" + major;
        }
    }

    /** The function's package brings its own runtime: the program {@code bootstrap}. */
    record Provided(String identifier) implements LambdaRuntime {}

    /** Everything that can be run here. */
    static List<LambdaRuntime> all() {
        return Stream.of(
                        IntStream.of(18, 20, 22, 24).<LambdaRuntime>mapToObj(NodeJs::new),
                        IntStream.rangeClosed(9, 14).<LambdaRuntime>mapToObj(Python::new),
                        IntStream.of(17, 21, 25).<LambdaRuntime>mapToObj(Java::new),
                        Stream.of("provided.al2", "provided.al2023").<LambdaRuntime>map(Provided::new))
                .flatMap(runtimes -> runtimes)
                .toList();
    }

    static Optional<LambdaRuntime> of(String identifier) {
        return all().stream()
                .filter(runtime -> runtime.identifier().equals(identifier))
                .findFirst();
    }
}
