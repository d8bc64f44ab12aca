package dev.mooring.bench;

/** What is happening, for the person who waits; the tables alone go to standard output. */
final class Progress {
    private Progress() {}

    static void say(String line) {
        System.err.println("  " + line);
    }
}
