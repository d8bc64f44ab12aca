package dev.mooring.api.protocol;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of a shape to XML: timestamps in ISO 8601, blobs in base64, absent members left out. */
final class XmlOut {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ServiceModel model;
    private final boolean isQuery;

    private XmlOut(ServiceModel model, boolean isQuery) {
        this.model = model;
        this.isQuery = isQuery;
    }

    static XmlOut ofQuery(ServiceModel model) {
        return new XmlOut(model, true);
    }

    static XmlOut ofRest(ServiceModel model) {
        return new XmlOut(model, false);
    }

    void members(Shape.Structure shape, Map<?, ?> value, XmlText xml) {
        for (Member member : shape.members().values()) {
            Object memberValue = value.get(member.name());
            if (member.location() == Member.Location.BODY && memberValue != null) {
                element(isQuery ? member.queryName() : member.locationName(), member, memberValue, xml);
            }
        }
    }

    private void element(String name, Member member, Object value, XmlText xml) {
        switch (model.shape(member.shape())) {
            case Shape.ListOf list
            when member.isFlattened() || list.wire().isFlattened() -> {
                for (Object each : (List<?>) value) {
                    element(name, model.shape(list.element()), each, xml);
                }
            }
            case Shape.MapOf map
            when member.isFlattened() || map.wire().isFlattened() ->
                ((Map<?, ?>) value).forEach((key, each) -> entry(name, map, key, each, xml));
            case Shape shape -> element(name, shape, value, xml);
        }
    }

    private void element(String name, Shape shape, Object value, XmlText xml) {
        xml.open(name);
        switch (shape) {
            case Shape.Structure structure -> members(structure, (Map<?, ?>) value, xml);
            case Shape.ListOf list -> {
                for (Object each : (List<?>) value) {
                    element(list.wire().elementName(), model.shape(list.element()), each, xml);
                }
            }
            case Shape.MapOf map -> ((Map<?, ?>) value).forEach((key, each) -> entry("entry", map, key, each, xml));
            case Shape.Blob blob -> xml.value(Base64.getEncoder().encodeToString((byte[]) value));
            case Shape.Timestamp timestamp -> xml.value(ISO.format((Instant) value));
            case Shape.Text text -> xml.value(String.valueOf(value));
            case Shape.Numeric number -> xml.value(String.valueOf(value));
            case Shape.Bool bool -> xml.value(String.valueOf(value));
        }
        xml.close(name);
    }

    private void entry(String name, Shape.MapOf map, Object key, Object value, XmlText xml) {
        xml.open(name).element(map.wire().keyName(), String.valueOf(key));
        element(map.wire().valueName(), model.shape(map.value()), value, xml);
        xml.close(name);
    }
}
