package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.lambda.LambdaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the machine's programs run a function; here they are scripts that only say who they are. */
class InterpretersTest {
    @TempDir
    private Path root;

    private Path script(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Path python(String path, String version) throws IOException {
        return script(path, "echo " + version + "; echo " + root.resolve("real/" + path));
    }

    private Path java(String home, String version) throws IOException {
        script(home + "/bin/java", "exit 9");
        Files.writeString(
                root.resolve(home).resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return root.resolve(home);
    }

    @Test
    void takesThePythonOfTheVersionAskedForAndAsksItWhereItLies() throws IOException {
        python("bin/python3", "3.11.7");
        python("bin/python3.12", "3.12.1");
        var pythons = new PythonExecutables(root.resolve("bin").toString(), Optional.empty());

        assertThat(pythons.find(new LambdaRuntime.Python(12)))
                .isEqualTo(new PythonExecutables.Python(root.resolve("real/bin/python3.12"), "3.12.1", 12));
        assertThat(pythons.find(new LambdaRuntime.Python(14)).version())
                .as("the default one where there is no such version")
                .isEqualTo("3.11.7");
    }

    @Test
    void passesOverShimsThatFailAndTakesWhatPyenvInstalled() throws IOException {
        script("bin/python3.13", "echo 'pyenv: python3.13: command not found'; exit 127");
        python("pyenv/versions/3.13.0/bin/python3", "3.13.0");
        python("pyenv/versions/3.1.9/bin/python3", "3.1.9");
        var pythons = new PythonExecutables(root.resolve("bin").toString(), Optional.of(root.resolve("pyenv")));

        assertThat(pythons.find(new LambdaRuntime.Python(13)).version()).isEqualTo("3.13.0");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoPython() throws IOException {
        python("bin/python3", "3.6.15");
        var pythons = new PythonExecutables(root.resolve("bin").toString(), Optional.empty());

        assertThatThrownBy(() -> pythons.find(new LambdaRuntime.Python(12)))
                .isInstanceOf(LambdaException.class)
                .hasMessage("No Python 3.9 or newer is on the PATH; runtime python3.12 needs one."
                        + " Install Python (python.org) and start again.");
    }

    @Test
    void takesTheOldestJavaThatIsNewEnough() throws IOException {
        var javas = new JavaExecutables(List.of(
                java("jdk25", "25.0.1"), root.resolve("none"), java("jdk17", "17.0.9"), java("jdk8", "1.8.0_392")));

        assertThat(javas.find(new LambdaRuntime.Java(17)).version()).isEqualTo("17.0.9");
        assertThat(javas.find(new LambdaRuntime.Java(21)))
                .isEqualTo(new JavaExecutables.Java(root.resolve("jdk25/bin/java"), "25.0.1", 25));
    }

    @Test
    void saysWhatToInstallWhereNoJavaIsNewEnough() throws IOException {
        var javas = new JavaExecutables(List.of(java("jdk17", "17.0.9")));

        assertThatThrownBy(() -> javas.find(new LambdaRuntime.Java(21)))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("No Java 21 or newer")
                .hasMessageContaining("Install a JDK");
    }

    @Test
    void findsTheJavaThatRunsThisServerWhateverTheEnvironment() {
        assertThat(Interpreters.of(Map.of("PATH", root.toString()))
                        .javas()
                        .find(new LambdaRuntime.Java(25))
                        .major())
                .isGreaterThanOrEqualTo(25);
    }
}
