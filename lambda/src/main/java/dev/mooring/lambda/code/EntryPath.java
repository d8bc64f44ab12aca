package dev.mooring.lambda.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Names inside a deployment package: which of them may become files, and where links may point. */
final class EntryPath {
    /** What common file systems allow for one component, in bytes of UTF-8. */
    private static final int MAX_COMPONENT_BYTES = 255;

    private static final int MAX_PATH_BYTES = 2048;

    private EntryPath() {}

    /**
     * The path in its plain form, without a trailing slash.
     *
     * @throws CodeException when it is absolute, leaves the package, or cannot be a file name on every system
     */
    static String verify(String name) throws CodeException {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.isEmpty() || path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw CodeException.invalid("the package contains an entry with an empty or overlong name");
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
            throw CodeException.invalid("entry '" + printable(path) + "' has a backslash or control character");
        }
        for (String component : path.split("/", -1)) {
            if (component.isEmpty() || component.equals(".") || component.equals("..") || isDrive(component)) {
                throw CodeException.invalid("entry '" + printable(path) + "' does not stay inside the package");
            }
            if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
                throw CodeException.invalid("entry '" + printable(path) + "' has an overlong component");
            }
        }
        return path;
    }

    /**
     * Refuses a symbolic link that could leave the package. A target may climb only with leading {@code ..}: after a
     * component that is itself a link, {@code ..} would be resolved by the operating system from the link's target.
     *
     * @param link its verified path
     */
    static void verifyLink(String link, String target) throws CodeException {
        Deque<String> directory = Arrays.stream(link.split("/", -1)).collect(Collectors.toCollection(ArrayDeque::new));
        directory.removeLast();
        boolean descended = false;
        boolean refused = target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0;
        for (String component : List.of(target.split("/", -1))) {
            if (component.equals("..")) {
                refused |= descended || directory.pollLast() == null;
            } else if (!component.equals(".")) {
                descended = true;
                refused |= component.chars().anyMatch(c -> c < ' ') || isDrive(component);
            }
        }
        if (refused) {
            throw CodeException.invalid("link '" + link + "' to '" + printable(target) + "' may leave the package");
        }
    }

    /** At most 200 characters without control characters, for messages. */
    static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
    }

    private static boolean isDrive(String component) {
        return component.length() >= 2 && component.charAt(1) == ':' && Character.isLetter(component.charAt(0));
    }
}
