package dev.mooring.server;

import dev.mooring.server.cli.EnvCommand;
import dev.mooring.server.cli.Explanation;
import dev.mooring.server.cli.QuickstartCommand;
import dev.mooring.server.cli.RecordCommand;
import dev.mooring.server.cli.ReplayCommand;
import dev.mooring.server.cli.RuleCommand;
import dev.mooring.server.cli.UpCommand;
import dev.mooring.server.cli.WhyCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; a contract that scripts rely on. */
@Command(
        name = "mooring",
        description = "AWS IoT Core on your own machine.",
        mixinStandardHelpOptions = true,
        version = "mooring 0.1.0",
        subcommands = {
            UpCommand.class,
            EnvCommand.class,
            QuickstartCommand.class,
            RuleCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            WhyCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine line = commandLine();
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Optional<String> explanation = Explanation.of(failure);
            if (explanation.isPresent()) {
                command.getErr().println("mooring: " + explanation.get());
                return command.getCommandSpec().exitCodeOnExecutionException();
            }
            throw failure;
        });
        line.setParameterExceptionHandler((failure, parsed) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("mooring: " + failure.getMessage());
            command.getErr().println("Try: ./" + command.getCommandSpec().qualifiedName() + " --help");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        System.exit(line.execute(arguments));
    }

    static CommandLine commandLine() {
        // An @ before a file is ours: picocli would put the file's words in place of it.
        return new CommandLine(new Main()).setUsageHelpAutoWidth(true).setExpandAtFiles(false);
    }
}
