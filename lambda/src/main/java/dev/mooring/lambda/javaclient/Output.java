package dev.mooring.lambda.javaclient;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What goes into the function's log, past whatever the function has made of System.out. */
final class Output {
    private final FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
    private final String token;

    Output(String token) {
        this.token = token;
    }

    void print(String text) {
        System.out.flush();
        System.err.flush();
        write(text);
    }

    /** Everything printed so far is in the pipe, followed by the mark that the server waits for. */
    void flush(String requestId) {
        print("\0" + token + ":" + requestId + "\n");
    }

    private void write(String text) {
        try {
            pipe.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The function closed its own output.
        }
    }
}
