package dev.mooring.standins.opensearch.mapping;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of an index by their dotted paths. Objects are not fields: they are what paths have in common.
 *
 * @param fields without the subfields of fields
 */
public record Mapping(SortedMap<String, Field> fields) {
    public static final Mapping EMPTY = new Mapping(new TreeMap<>());
    /** As {@code index.mapping.total_fields.limit}. */
    public static final int MAX_FIELDS = 1000;

    static final int DYNAMIC_IGNORE_ABOVE = 256;
    /** Deeper documents are refused. */
    static final int MAX_DEPTH = 20;

    public Mapping {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * A field.
     *
     * @param ignoreAbove longer texts are not indexed
     * @param subfields the same value in other types, by their names
     */
    public record Field(FieldType type, int ignoreAbove, SortedMap<String, Field> subfields) {
        public Field {
            subfields = Collections.unmodifiableSortedMap(new TreeMap<>(subfields));
        }

        static Field of(FieldType type) {
            return new Field(type, Integer.MAX_VALUE, new TreeMap<>());
        }

        /** What a text in a document becomes. */
        static Field dynamicText() {
            TreeMap<String, Field> subfields = new TreeMap<>();
            subfields.put("keyword", new Field(FieldType.KEYWORD, DYNAMIC_IGNORE_ABOVE, new TreeMap<>()));
            return new Field(FieldType.TEXT, Integer.MAX_VALUE, subfields);
        }
    }

    /** A field or a subfield. */
    public Optional<FieldType> type(String path) {
        Field field = fields.get(path);
        if (field != null) {
            return Optional.of(field.type());
        }
        int dot = path.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(fields.get(path.substring(0, dot)))
                        .flatMap(
                                parent -> Optional.ofNullable(parent.subfields().get(path.substring(dot + 1))))
                        .map(Field::type);
    }

    /** Whether the path is of an object. */
    public boolean isObject(String path) {
        return !fields.tailMap(path + ".").isEmpty()
                && fields.tailMap(path + ".").firstKey().startsWith(path + ".");
    }

    /**
     * This with another field.
     *
     * @throws SearchException when the path is another type's or an object's, or there are too many
     */
    public Mapping with(String path, Field field) {
        Field before = fields.get(path);
        if (before != null && before.type() != field.type()) {
            throw SearchException.argument("mapper [" + path + "] cannot be changed from type ["
                    + before.type().text() + "] to [" + field.type().text() + "]");
        }
        if (isObject(path)) {
            throw SearchException.mapping("object mapping for [" + path + "] tried to parse field [" + path
                    + "] as object, but found a concrete value");
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            String above = path.substring(0, dot);
            Field concrete = fields.get(above);
            if (concrete != null) {
                throw SearchException.mapping("failed to parse field [" + above + "] of type ["
                        + concrete.type().text() + "]: it is no object");
            }
        }
        if (before == null && fields.size() >= MAX_FIELDS) {
            throw SearchException.argument("Limit of total fields [" + MAX_FIELDS + "] has been exceeded");
        }
        TreeMap<String, Field> more = new TreeMap<>(fields);
        TreeMap<String, Field> subfields = new TreeMap<>(field.subfields());
        if (before != null) {
            before.subfields().forEach(subfields::putIfAbsent);
        }
        more.put(path, new Field(field.type(), field.ignoreAbove(), subfields));
        return new Mapping(more);
    }

    /** The fields of both; where they differ, this one's. */
    public Mapping or(Mapping other) {
        TreeMap<String, Field> both = new TreeMap<>(other.fields);
        both.putAll(fields);
        return new Mapping(both);
    }
}
