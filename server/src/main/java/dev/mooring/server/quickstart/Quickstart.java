package dev.mooring.server.quickstart;

import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Plays the story and says what to try next. */
public final class Quickstart {
    private Quickstart() {}

    /**
     * @param ownServer the server was started for this performance and stops after it
     * @param dataArgument what other commands need to mean the same data directory; empty, or begins with a space
     * @throws StoryException when a step does not do what it should
     */
    public static void play(
            Endpoints endpoints, DataDirectory directory, boolean ownServer, String dataArgument, PrintWriter out) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        Narrator narrator = new Narrator(out, terminal && System.getenv("NO_COLOR") == null);
        narrator.line("A device publishes, a rule runs a Lambda, a chat hears of it: AWS IoT Core at http://"
                + endpoints.http() + ", nothing leaves this machine.");
        try (Story story = new Story(endpoints, directory, narrator)) {
            story.play();
        }
        narrator.line("");
        narrator.line("That was real: the AWS APIs, mutual TLS, IoT policies, the rule's SQL, a Node.js process.");
        narrator.line("Try next:");
        if (ownServer) {
            narrator.next("./mooring up" + dataArgument, "a server that stays");
        }
        narrator.next("eval \"$(./mooring env" + dataArgument + ")\"", "then any AWS CLI command, for example:");
        narrator.next("aws iot list-things", "");
        narrator.next("aws iot get-topic-rule --rule-name quickstart_rule", "");
        narrator.next("docs/guide/first-story.md", "the same story step by step, with the device SDK");
    }
}
