package dev.mooring.lambda.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server to be killed: runs one function that hangs with a child, and says which processes they are. */
public final class ServerForTests {
    private ServerForTests() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        RuntimeFixture fixture = new RuntimeFixture(
                directory,
                new RuntimeLimits(
                        4,
                        4,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        100_000,
                        1 << 20,
                        3));
        String idle = fixture.js("exports.handler = async () => process.pid;")
                .call("{}")
                .payload();
        Files.writeString(directory.resolve("idle"), idle);
        fixture.js("exports.handler = () => {"
                        + " const child = require('child_process').spawn('sleep', ['600'], {stdio: 'ignore'});"
                        + " const fs = require('fs'), dir = " + '"' + directory + '"' + ";"
                        + " fs.writeFileSync(dir + '/child', String(child.pid));"
                        + " fs.writeFileSync(dir + '/busy.tmp', String(process.pid));"
                        + " fs.renameSync(dir + '/busy.tmp', dir + '/busy'); for (;;); }")
                .timeout(600)
                .call("{}");
    }
}
