package dev.mooring.server.cli;

import ch.qos.logback.classic.Level;
import dev.mooring.server.MooringServer;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.server.data.Endpoints;
import dev.mooring.server.quickstart.Quickstart;
import dev.mooring.server.quickstart.StoryException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mooring quickstart}: plays the first story against the running server, or one of its own. */
@Command(
        name = "quickstart",
        description =
                "Plays the whole first story by itself: a device publishes, a rule runs a Lambda, a chat hears of "
                        + "it. Uses the server running on the data directory, or starts one for the performance.",
        mixinStandardHelpOptions = true)
public final class QuickstartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directory();
        Optional<Endpoints> running = directory.runningServer();
        try {
            if (running.isPresent()) {
                Quickstart.play(running.get(), directory, false, data.argument(), out);
            } else {
                quietly();
                try (MooringServer server = MooringServer.start(ServerConfig.forPrivateUse(directory.path()))) {
                    Quickstart.play(server.endpoints(), directory, true, data.argument(), out);
                }
            }
            return 0;
        } catch (StoryException e) {
            spec.commandLine().getErr().println("mooring: the story broke off: " + e.getMessage());
            return 1;
        }
    }

    /** The audience came for the story, not for the server's log; what goes wrong is still told. */
    private static void quietly() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }
}
