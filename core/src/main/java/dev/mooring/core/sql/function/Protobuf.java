package dev.mooring.core.sql.function;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.value.Budget;
import dev.mooring.core.sql.value.Decimal;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Protocol Buffers messages as objects, by the JSON mapping of proto3: names in lowerCamelCase, 64-bit integers as
 * strings, bytes in base64, enumerations by name, fields that are not set left out. The well-known types are treated as
 * the messages they are.
 *
 * <p>One for each place of call, which keeps the message type it made last.
 *
 * @see <a href="https://protobuf.dev/programming-guides/json/">Protocol Buffers: ProtoJSON</a>
 */
final class Protobuf {
    /** Replaced as a whole; threads that race for it lose only work. */
    private volatile @Nullable Known last;

    /** @param descriptors compared by identity: whoever keeps them gives the same array until they change */
    private record Known(byte[] descriptors, String proto, String type, Optional<Descriptor> message) {}

    /** @param arguments those of decode(): …, bucket, object key, name of the .proto file, message type */
    SqlValue decode(byte[] bytes, SqlValue[] arguments, CallContext context) {
        return arguments.length == 6
                        && arguments[2] instanceof SqlValue.Text bucket
                        && arguments[3] instanceof SqlValue.Text objectKey
                        && arguments[4] instanceof SqlValue.Text proto
                        && arguments[5] instanceof SqlValue.Text type
                ? decode(bytes, bucket.value(), objectKey.value(), proto.value(), type.value(), context)
                : SqlValue.UNDEFINED;
    }

    private SqlValue decode(
            byte[] bytes, String bucket, String objectKey, String proto, String type, CallContext context) {
        return switch (context.input().services().protobufDescriptor(bucket, objectKey)) {
            case SqlServices.Descriptor.Unavailable unavailable -> {
                context.note(unavailable.why());
                yield SqlValue.UNDEFINED;
            }
            case SqlServices.Descriptor.Found found -> {
                Optional<Descriptor> message = message(found.bytes(), proto, type);
                if (message.isEmpty()) {
                    context.note("there is no message type " + type + " of " + proto + ".proto in s3://" + bucket + "/"
                            + objectKey);
                    yield SqlValue.UNDEFINED;
                }
                yield parse(bytes, message.get(), context);
            }
        };
    }

    private static SqlValue parse(byte[] bytes, Descriptor type, CallContext context) {
        try {
            return object(DynamicMessage.parseFrom(type, bytes), context.budget());
        } catch (InvalidProtocolBufferException e) {
            context.note("not a message of type " + type.getFullName() + ": " + e.getMessage());
            return SqlValue.UNDEFINED;
        }
    }

    private Optional<Descriptor> message(byte[] descriptors, String proto, String type) {
        Known known = last;
        if (known == null
                || known.descriptors != descriptors
                || !known.proto.equals(proto)
                || !known.type.equals(type)) {
            known = new Known(descriptors, proto, type, find(descriptors, proto, type));
            last = known;
        }
        return known.message;
    }

    private static Optional<Descriptor> find(byte[] descriptors, String proto, String type) {
        try {
            Map<String, FileDescriptorProto> files = new HashMap<>();
            FileDescriptorSet.parseFrom(descriptors).getFileList().forEach(file -> files.put(file.getName(), file));
            String wanted = proto + ".proto";
            for (String name : files.keySet()) {
                if (name.equals(wanted) || name.endsWith("/" + wanted)) {
                    Optional<Descriptor> message = find(link(name, files, new HashMap<>(), 0), type);
                    if (message.isPresent()) {
                        return message;
                    }
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
            return Optional.empty();
        }
    }

    /** By its name in the file, or by its full name. Messages inside messages have dotted names. */
    private static Optional<Descriptor> find(FileDescriptor file, String type) {
        String inFile = !file.getPackage().isEmpty() && type.startsWith(file.getPackage() + ".")
                ? type.substring(file.getPackage().length() + 1)
                : type;
        String[] names = inFile.split("\\.", -1);
        Descriptor message = file.findMessageTypeByName(names[0]);
        for (int i = 1; i < names.length && message != null; i++) {
            message = message.findNestedTypeByName(names[i]);
        }
        return Optional.ofNullable(message);
    }

    private static FileDescriptor link(
            String name, Map<String, FileDescriptorProto> files, Map<String, FileDescriptor> linked, int depth)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = files.get(name);
        // Files that import each other in a circle would never end; no valid set is as deep as it is long.
        if (file == null || depth > files.size()) {
            throw new InvalidProtocolBufferException("the set lacks " + name + " or imports it in a circle");
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String imported : file.getDependencyList()) {
            imports.add(link(imported, files, linked, depth + 1));
        }
        FileDescriptor made = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
        linked.put(name, made);
        return made;
    }

    private static SqlValue object(Message message, Budget budget) {
        Map<String, SqlValue> members = new LinkedHashMap<>();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            budget.spend(1);
            SqlValue value = field.getKey().isMapField()
                    ? map((List<?>) field.getValue(), budget)
                    : field.getKey().isRepeated()
                            ? array(field.getKey(), (List<?>) field.getValue(), budget)
                            : value(field.getKey(), field.getValue(), budget);
            members.put(field.getKey().getJsonName(), value);
        }
        return new MapObject(members);
    }

    private static SqlValue array(FieldDescriptor field, List<?> elements, Budget budget) {
        List<SqlValue> values = new ArrayList<>(elements.size());
        for (Object element : elements) {
            budget.spend(1);
            values.add(value(field, element, budget));
        }
        return new ListArray(values);
    }

    private static SqlValue map(List<?> entries, Budget budget) {
        Map<String, SqlValue> members = new LinkedHashMap<>();
        for (Object element : entries) {
            budget.spend(1);
            Message entry = (Message) element;
            FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
            FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
            members.put(entry.getField(key).toString(), value(value, entry.getField(value), budget));
        }
        return new MapObject(members);
    }

    private static SqlValue value(FieldDescriptor field, Object value, Budget budget) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> SqlValue.Bool.of((Boolean) value);
            case STRING -> new SqlValue.Text((String) value);
            case BYTE_STRING ->
                new SqlValue.Text(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case INT -> Int.of(unsigned(field) ? Integer.toUnsignedLong((Integer) value) : (Integer) value);
            case LONG ->
                new SqlValue.Text(unsigned(field) ? Long.toUnsignedString((Long) value) : Long.toString((Long) value));
            case FLOAT -> decimal((Float) value, value.toString());
            case DOUBLE -> decimal((Double) value, value.toString());
            case ENUM -> new SqlValue.Text(((EnumValueDescriptor) value).getName());
            case MESSAGE -> object((Message) value, budget);
        };
    }

    /** {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} are strings in JSON; Java writes them the same way. */
    private static SqlValue decimal(double value, String text) {
        return Double.isFinite(value) ? Decimal.of(new BigDecimal(text)) : new SqlValue.Text(text);
    }

    private static boolean unsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }
}
