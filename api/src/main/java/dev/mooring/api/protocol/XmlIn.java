package dev.mooring.api.protocol;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.MalformedRequestException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML to values of a shape. Unknown elements and all namespaces are ignored; there are no document types, no entities. */
final class XmlIn {
    private static final int MAX_DEPTH = 64;

    private final ServiceModel model;

    XmlIn(ServiceModel model) {
        this.model = model;
    }

    /** An element: its text, or its children in order. */
    private record Node(String name, String text, List<Node> children) {}

    /** @throws MalformedRequestException when it is no XML or does not have the shape; nothing stands for nothing */
    Map<String, Object> structure(Shape.Structure shape, byte[] xml) {
        if (xml.length == 0) {
            return new LinkedHashMap<>();
        }
        // Made for each call: the JDK does not promise that a factory may be shared.
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // What stands before the root element says nothing.
            }
            Node root = read(reader, 0);
            while (reader.hasNext()) {
                reader.next();
            }
            return structure(shape, root);
        } catch (XMLStreamException e) {
            throw new MalformedRequestException("The XML you provided was not well-formed: " + e.getMessage());
        }
    }

    private static Node read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new MalformedRequestException("The XML you provided is nested too deeply");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Node> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Node(name, text.toString(), children);
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedRequestException("The XML you provided has an entity");
                default -> {}
            }
        }
    }

    private Map<String, Object> structure(Shape.Structure shape, Node node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : shape.members().values()) {
            List<Node> found = node.children().stream()
                    .filter(child -> child.name().equals(member.locationName()))
                    .toList();
            if (member.location() == Member.Location.BODY && !found.isEmpty()) {
                values.put(member.name(), member(member, found));
            }
        }
        return values;
    }

    private Object member(Member member, List<Node> found) {
        Shape shape = model.shape(member.shape());
        if (shape instanceof Shape.ListOf list) {
            boolean flat = member.isFlattened() || list.wire().isFlattened();
            List<Object> values = new ArrayList<>();
            for (Node node : flat ? found : found.getFirst().children()) {
                values.add(value(model.shape(list.element()), node));
            }
            return values;
        }
        return value(shape, found.getFirst());
    }

    private Object value(Shape shape, Node node) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, node);
            case Shape.ListOf list -> {
                List<Object> values = new ArrayList<>();
                node.children().forEach(child -> values.add(value(model.shape(list.element()), child)));
                yield values;
            }
            case Shape.MapOf map -> throw new MalformedRequestException("a map cannot stand at " + node.name());
            case Shape leaf -> QueryIn.Scalars.parse(leaf, node.text(), node.name());
        };
    }
}
