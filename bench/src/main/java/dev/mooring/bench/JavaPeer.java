package dev.mooring.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A peer in Java, in a JVM of its own: a main class and a class path in {@code bench/peers}, both made ready when the
 * benchmark runs.
 */
record JavaPeer(String name, Process process, int port, Tls tls) implements Target {
    private static final Path SOURCES = Path.of("bench", "peers");
    private static final Path BUILT = Path.of("bench", "target", "peers");
    private static final long POLL_NANOS = 50_000_000;

    /** What Netty and HiveMQ ask for. */
    private static final List<String> FLAGS = List.of(
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

    /**
     * Downloads it the first time.
     *
     * @param folder in {@code bench/peers}
     * @param main its class
     */
    static JavaPeer start(String name, String folder, String main, Path directory)
            throws IOException, InterruptedException {
        String classPath = classPath(folder);
        PeerCertificates certificates = PeerCertificates.create(directory);
        int port = Ports.free();
        int tlsPort = Ports.free();
        List<String> command = new ArrayList<>(List.of(Shell.jdk("java")));
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-cp", classPath, main, directory.toString(), Integer.toString(port), Integer.toString(tlsPort)));
        Path log = directory.resolve("peer.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(directory.resolve("ready"))) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " did not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        Ports.awaitOpen(port, process, log);
        Ports.awaitOpen(tlsPort, process, log);
        return new JavaPeer(name, process, port, certificates.tls(tlsPort));
    }

    private static String classPath(String folder) throws IOException, InterruptedException {
        Path built = Files.createDirectories(BUILT.resolve(folder)).toAbsolutePath();
        Path list = built.resolveSibling(folder + ".classpath");
        Path pom = SOURCES.resolve(folder, "pom.xml");
        if (!Files.exists(list) || Files.getLastModifiedTime(list).compareTo(Files.getLastModifiedTime(pom)) < 0) {
            Progress.say("fetching " + folder + " from Maven Central");
            Shell.run(
                    Path.of("."),
                    List.of(
                            "mvn",
                            "-q",
                            "-B",
                            "-ntp",
                            "-f",
                            pom.toString(),
                            "dependency:build-classpath",
                            "-Dmdep.outputFile=" + list));
        }
        String jars = Files.readString(list).strip();
        List<String> compile = new ArrayList<>(
                List.of(Shell.jdk("javac"), "-proc:none", "-nowarn", "-cp", jars, "-d", built.toString()));
        try (var sources = Files.list(SOURCES.resolve(folder))) {
            sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
        }
        Shell.run(Path.of("."), compile);
        return built + ":" + jars;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public String plainPort() {
        return Integer.toString(port);
    }

    @Override
    public boolean isJvm() {
        return true;
    }

    @Override
    public void close() {
        Ports.stop(process);
    }
}
