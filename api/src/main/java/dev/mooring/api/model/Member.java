package dev.mooring.api.model;

/**
 * A member of a structure.
 *
 * @param name as handlers know it
 * @param shape the name of its shape
 * @param location where it travels
 * @param locationName its name there: path label, query parameter, header or JSON member
 * @param isJsonValue JSON text, base64 encoded when it travels in a header
 */
public record Member(String name, String shape, Location location, String locationName, boolean isJsonValue) {
    public enum Location {
        BODY,
        PATH,
        QUERY,
        HEADER,
        STATUS
    }
}
