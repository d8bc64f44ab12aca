package dev.mooring.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** The unmodified AWS CLI. */
final class Aws {
    private final Shell shell;
    private final List<String> prefix;

    private Aws(Shell shell, List<String> prefix) {
        this.shell = shell;
        this.prefix = prefix;
    }

    /** @param directory where it runs: relative file arguments start there */
    static Aws of(Mooring server, Path directory) {
        return of(server.env(), directory);
    }

    static Aws of(Map<String, String> environment, Path directory) {
        Assumptions.assumeTrue(Shell.has("aws"), "SKIPPED: no AWS CLI on this machine");
        Shell shell = new Shell(directory, environment);
        List<String> prefix = new ArrayList<>(List.of("aws"));
        if (!readsEndpointUrl(shell.run("aws", "--version").mustSucceed().both())) {
            // Debian's is older than AWS_ENDPOINT_URL and has to be told.
            prefix.addAll(List.of("--endpoint-url", environment.get("AWS_ENDPOINT_URL")));
        }
        return new Aws(shell, prefix);
    }

    /** What a script with plain {@code aws} commands needs before them. */
    String prelude() {
        return prefix.size() == 1 ? "" : "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }\n";
    }

    /** {@code AWS_ENDPOINT_URL} came with 1.29 and 2.13. */
    private static boolean readsEndpointUrl(String version) {
        Matcher matcher = Pattern.compile("aws-cli/(\\d+)\\.(\\d+)").matcher(version);
        return matcher.find()
                && Integer.parseInt(matcher.group(2)) >= (matcher.group(1).equals("1") ? 29 : 13);
    }

    Shell.Result run(String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Arrays.asList(arguments));
        return shell.run(command);
    }

    /** Must succeed; its output as JSON. */
    JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--output", "json"));
        String out = run(all.toArray(String[]::new)).mustSucceed().out();
        return out.isBlank() ? Mooring.JSON.createObjectNode() : Mooring.JSON.readTree(out);
    }
}
