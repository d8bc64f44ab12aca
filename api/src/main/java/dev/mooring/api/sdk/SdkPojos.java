package dev.mooring.api.sdk;

import dev.mooring.api.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills builders of SDK model classes from values by member name, and reads model objects back into values. */
public final class SdkPojos {
    private SdkPojos() {}

    /**
     * Sets all that the values have.
     *
     * @param builder a builder, still to be built
     * @throws ApiException NotImplementedException for a member that the model has and the class, being older, has not:
     *     it would be lost
     */
    public static void fill(SdkPojo builder, Map<?, ?> values) {
        int set = 0;
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = values.get(field.memberName());
            if (value != null) {
                field.set(builder, toSdk(field, value));
                set++;
            }
        }
        if (set < values.size()) {
            Set<Object> unknown = new TreeSet<>(values.keySet());
            builder.sdkFields().forEach(field -> unknown.remove(field.memberName()));
            throw new ApiException(
                    "NotImplementedException", "The members " + unknown + " are not implemented here yet.");
        }
    }

    private static Object toSdk(SdkField<?> field, Object value) {
        return switch (value) {
            case byte[] bytes -> SdkBytes.fromByteArrayUnsafe(bytes);
            case Map<?, ?> map
            when kind(field) == MarshallingKnownType.SDK_POJO -> {
                SdkPojo nested = field.constructor().get();
                fill(nested, map);
                yield ((Buildable) nested).build();
            }
            case Map<?, ?> map -> {
                SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<Object, Object> converted = new LinkedHashMap<>();
                map.forEach((key, each) -> converted.put(key, toSdk(element, each)));
                yield converted;
            }
            case List<?> list -> {
                SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> converted = new ArrayList<>(list.size());
                list.forEach(each -> converted.add(toSdk(element, each)));
                yield converted;
            }
            default -> value;
        };
    }

    /** The members that were set, by name. */
    public static Map<String, Object> read(SdkPojo pojo) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            // The SDK shows an absent list or map as an empty one of these types.
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                values.put(field.memberName(), fromSdk(value));
            }
        }
        return values;
    }

    private static Object fromSdk(Object value) {
        return switch (value) {
            case SdkPojo pojo -> read(pojo);
            case SdkBytes bytes -> bytes.asByteArrayUnsafe();
            case Map<?, ?> map -> {
                Map<Object, Object> converted = new LinkedHashMap<>();
                map.forEach((key, each) -> converted.put(key, fromSdk(each)));
                yield converted;
            }
            case List<?> list -> {
                List<Object> converted = new ArrayList<>(list.size());
                list.forEach(each -> converted.add(fromSdk(each)));
                yield converted;
            }
            default -> value;
        };
    }

    private static MarshallingKnownType kind(SdkField<?> field) {
        return field.marshallingType().getKnownType();
    }
}
