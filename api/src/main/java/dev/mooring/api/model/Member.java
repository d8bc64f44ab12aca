package dev.mooring.api.model;

/**
 * A member of a structure.
 *
 * @param name as handlers know it
 * @param shape the name of its shape
 * @param location where it travels
 * @param locationName its name there: path label, query parameter, header (or its prefix), JSON or XML member
 * @param isJsonValue JSON text, base64 encoded when it travels in a header
 * @param queryName its name in the query protocol
 * @param isFlattened in XML and in the query protocol, its elements stand where it would stand itself
 * @param isXmlAttribute in XML it is an attribute of its structure's element
 */
public record Member(
        String name,
        String shape,
        Location location,
        String locationName,
        boolean isJsonValue,
        String queryName,
        boolean isFlattened,
        boolean isXmlAttribute) {
    public enum Location {
        BODY,
        PATH,
        QUERY,
        HEADER,
        /** All headers that begin with the location name. */
        HEADERS,
        STATUS
    }

    /** The same place for an element of a list that travels there. */
    public Member ofElement(String elementShape) {
        return new Member(name, elementShape, location, locationName, false, queryName, isFlattened, isXmlAttribute);
    }
}
