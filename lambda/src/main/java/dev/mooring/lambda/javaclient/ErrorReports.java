package dev.mooring.lambda.javaclient;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Java exception as Invoke returns it and as the log tells it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">AWS: Java function errors</a>
 */
final class ErrorReports {
    private static final int MAX_CAUSES = 20;

    private ErrorReports() {}

    static byte[] json(Throwable thrown) {
        return Json.MAPPER.writeValueAsBytes(node(thrown, MAX_CAUSES));
    }

    static String logText(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return message(thrown) + ": " + thrown.getClass().getName() + "\n" + text;
    }

    private static ObjectNode node(Throwable thrown, int causes) {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("errorMessage", message(thrown));
        error.put("errorType", thrown.getClass().getName());
        ArrayNode trace = error.putArray("stackTrace");
        functionFrames(thrown).forEach(frame -> trace.add(frame.toString()));
        Throwable cause = thrown.getCause();
        if (cause != null && causes > 0) {
            error.set("cause", node(cause, causes - 1));
        }
        return error;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : message;
    }

    /** Without the frames that led from this client to the function. */
    private static List<StackTraceElement> functionFrames(Throwable thrown) {
        List<StackTraceElement> frames = new ArrayList<>(List.of(thrown.getStackTrace()));
        String ours = ErrorReports.class.getPackageName() + ".";
        int end = frames.size();
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).getClassName().startsWith(ours)) {
                end = i;
                break;
            }
        }
        while (end > 0 && isReflection(frames.get(end - 1).getClassName())) {
            end--;
        }
        return frames.subList(0, end);
    }

    private static boolean isReflection(String className) {
        return className.startsWith("java.lang.reflect.") || className.startsWith("jdk.internal.reflect.");
    }

    /** What the function threw, not what reflection made of it. */
    static Throwable unwrap(InvocationTargetException e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
