package dev.mooring.server.cli.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What options say, or the files they name with an {@code @}. */
public final class Inputs {
    private Inputs() {}

    /** @throws IllegalArgumentException if the file cannot be read */
    public static byte[] bytes(String option) {
        if (!option.startsWith("@")) {
            return option.getBytes(StandardCharsets.UTF_8);
        }
        Path file = Path.of(option.substring(1));
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public static String text(String option) {
        return new String(bytes(option), StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is not JSON */
    public static JsonNode json(String name, String option) {
        try {
            return JsonMapper.shared().readTree(bytes(option));
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException(name + " is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }
}
