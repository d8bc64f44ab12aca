package dev.mooring.lambda.javaclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The process of a Java function. */
public final class JavaRuntimeMain {
    private JavaRuntimeMain() {}

    /**
     * Ends with the process only.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">AWS: Java handlers</a>
     */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        RuntimeApi api = new RuntimeApi(
                variable(environment, "AWS_LAMBDA_RUNTIME_API"), variable(environment, "MOORING_RUNTIME_TOKEN"));
        Output output = new Output(variable(environment, "MOORING_RUNTIME_TOKEN"));
        FunctionHandler handler;
        try {
            FunctionClassLoader loader = FunctionClassLoader.of(Path.of(variable(environment, "LAMBDA_TASK_ROOT")));
            Thread.currentThread().setContextClassLoader(loader);
            handler = HandlerLoader.load(variable(environment, "_HANDLER"), loader);
        } catch (ExceptionInInitializerError e) {
            throw ended(api, output, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | IOException e) {
            throw ended(api, output, e);
        }
        while (true) {
            invoke(handler, api, output, api.next());
        }
    }

    private static void invoke(FunctionHandler handler, RuntimeApi api, Output output, RuntimeApi.Event event) {
        boolean succeeded = false;
        byte[] answer;
        try {
            answer = handler.handle(new ByteArrayInputStream(event.body()), event);
            succeeded = true;
        } catch (Throwable thrown) {
            if (thrown instanceof VirtualMachineError) {
                // As at AWS: what such a process still can do is not to be relied upon.
                output.print(ErrorReports.logText(thrown));
                output.flush(event.requestId());
                api.failed(event.requestId(), ErrorReports.json(thrown));
                Runtime.getRuntime().halt(1);
            }
            output.print(ErrorReports.logText(thrown));
            answer = ErrorReports.json(thrown);
        }
        output.flush(event.requestId());
        if (succeeded) {
            api.succeeded(event.requestId(), answer);
        } else {
            api.failed(event.requestId(), answer);
        }
    }

    private static IllegalStateException ended(RuntimeApi api, Output output, Throwable why) {
        output.print(ErrorReports.logText(why));
        api.initFailed(ErrorReports.json(why));
        Runtime.getRuntime().halt(1);
        return new IllegalStateException(why);
    }

    private static String variable(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }
}
