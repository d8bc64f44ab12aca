package dev.mooring.standins.opensearch.mapping;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;

/** A document's JSON to the fields that are indexed; fields that the mapping does not have are added to it. */
public final class DocumentReader {
    /** The paths of all fields that have a value. */
    public static final String EXISTS = "_exists";

    private static final int MAX_TERM_BYTES = 32_766;

    private final Document document = new Document();
    private final Set<String> existing = new HashSet<>();
    private final String id;
    private Mapping mapping;

    private DocumentReader(String id, Mapping mapping) {
        this.id = id;
        this.mapping = mapping;
    }

    /** @param mapping with the fields that were new */
    public record Read(Document document, Mapping mapping) {}

    /** @throws SearchException when a value does not have the type of its field */
    public static Read read(String id, JsonNode source, Mapping mapping) {
        DocumentReader reader = new DocumentReader(id, mapping);
        reader.object("", source, 0);
        return new Read(reader.document, reader.mapping);
    }

    private void object(String prefix, JsonNode object, int depth) {
        if (depth > Mapping.MAX_DEPTH) {
            throw SearchException.mapping("The depth of the document exceeds [" + Mapping.MAX_DEPTH + "]");
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (entry.getKey().isBlank()
                    || entry.getKey().startsWith(".")
                    || entry.getKey().endsWith(".")) {
                throw SearchException.mapping("failed to parse: field name [" + prefix + entry.getKey()
                        + "] is empty, or begins or ends with a dot");
            }
            value(prefix + entry.getKey(), entry.getValue(), depth);
        }
    }

    private void value(String path, JsonNode value, int depth) {
        switch (value.getNodeType()) {
            case NULL, MISSING -> {}
            case ARRAY -> {
                if (depth > Mapping.MAX_DEPTH) {
                    throw SearchException.mapping("The depth of the document exceeds [" + Mapping.MAX_DEPTH + "]");
                }
                value.forEach(element -> value(path, element, depth + 1));
            }
            case OBJECT -> {
                if (mapping.fields().containsKey(path)) {
                    throw failed(path, "Can't get text on a START_OBJECT");
                }
                if (!value.isEmpty()) {
                    exists(path);
                }
                object(path + ".", value, depth + 1);
            }
            default -> scalar(path, value);
        }
    }

    private void exists(String path) {
        if (existing.add(path)) {
            document.add(new StringField(EXISTS, path, Field.Store.NO));
        }
    }

    private void scalar(String path, JsonNode value) {
        Mapping.Field field = mapping.fields().get(path);
        if (field == null) {
            field = dynamic(value);
            mapping = mapping.with(path, field);
        }
        exists(path);
        index(path, field, value);
        field.subfields().forEach((name, subfield) -> index(path + "." + name, subfield, value));
    }

    private static Mapping.Field dynamic(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> Mapping.Field.of(FieldType.BOOLEAN);
            case NUMBER -> Mapping.Field.of(value.isIntegralNumber() ? FieldType.LONG : FieldType.FLOAT);
            default -> Dates.isDate(value.asString()) ? Mapping.Field.of(FieldType.DATE) : Mapping.Field.dynamicText();
        };
    }

    private SearchException failed(String path, String why) {
        FieldType type = mapping.type(path).orElse(FieldType.TEXT);
        return SearchException.mapping("failed to parse field [" + path + "] of type [" + type.text()
                + "] in document with id '" + id + "': " + why);
    }

    private void index(String path, Mapping.Field field, JsonNode value) {
        try {
            switch (field.type().kind()) {
                case TEXT -> document.add(new TextField(path, text(value), Field.Store.NO));
                case KEYWORD -> keyword(path, field, text(value));
                case WHOLE -> document.add(new LongField(path, Scalars.whole(field.type(), value), Field.Store.NO));
                case FLOATING ->
                    document.add(new DoubleField(path, Scalars.floating(field.type(), value), Field.Store.NO));
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw failed(path, String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.asString();
    }

    private void keyword(String path, Mapping.Field field, String text) {
        if (text.length() > field.ignoreAbove()) {
            return;
        }
        BytesRef bytes = new BytesRef(text.getBytes(StandardCharsets.UTF_8));
        if (bytes.length > MAX_TERM_BYTES) {
            throw new IllegalArgumentException("the text has more than " + MAX_TERM_BYTES + " bytes");
        }
        document.add(new StringField(path, bytes, Field.Store.NO));
        document.add(new SortedSetDocValuesField(path, bytes));
    }
}
