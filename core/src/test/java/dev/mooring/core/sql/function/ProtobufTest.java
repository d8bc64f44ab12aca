package dev.mooring.core.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.mooring.core.sql.Messages;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufTest {
    private static final FileDescriptorProto UNIT = FileDescriptorProto.newBuilder()
            .setName("common/unit.proto")
            .setSyntax("proto3")
            .setPackage("common")
            .addEnumType(EnumDescriptorProto.newBuilder()
                    .setName("Unit")
                    .addValue(EnumValueDescriptorProto.newBuilder()
                            .setName("NONE")
                            .setNumber(0))
                    .addValue(EnumValueDescriptorProto.newBuilder()
                            .setName("CELSIUS")
                            .setNumber(1)))
            .build();

    private static final FileDescriptorProto TELEMETRY = FileDescriptorProto.newBuilder()
            .setName("plant/telemetry.proto")
            .setSyntax("proto3")
            .setPackage("plant.v1")
            .addDependency(UNIT.getName())
            .addMessageType(DescriptorProto.newBuilder()
                    .setName("Reading")
                    .addField(field("device_id", 1, Type.TYPE_STRING))
                    .addField(field("count", 2, Type.TYPE_UINT32))
                    .addField(field("total", 3, Type.TYPE_INT64))
                    .addField(field("ratio", 4, Type.TYPE_DOUBLE))
                    .addField(field("level", 5, Type.TYPE_FLOAT))
                    .addField(field("ok", 6, Type.TYPE_BOOL))
                    .addField(field("raw", 7, Type.TYPE_BYTES))
                    .addField(field("unit", 8, Type.TYPE_ENUM).setTypeName(".common.Unit"))
                    .addField(field("values", 9, Type.TYPE_SINT32).setLabel(Label.LABEL_REPEATED))
                    .addField(field("place", 10, Type.TYPE_MESSAGE).setTypeName(".plant.v1.Reading.Place"))
                    .addField(field("labels", 11, Type.TYPE_MESSAGE)
                            .setTypeName(".plant.v1.Reading.LabelsEntry")
                            .setLabel(Label.LABEL_REPEATED))
                    .addNestedType(DescriptorProto.newBuilder()
                            .setName("Place")
                            .addField(field("room_no", 1, Type.TYPE_INT32)))
                    .addNestedType(DescriptorProto.newBuilder()
                            .setName("LabelsEntry")
                            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                            .addField(field("key", 1, Type.TYPE_STRING))
                            .addField(field("value", 2, Type.TYPE_STRING))))
            .build();

    private static final byte[] DESCRIPTORS = FileDescriptorSet.newBuilder()
            .addFile(TELEMETRY)
            .addFile(UNIT)
            .build()
            .toByteArray();

    private static final SqlServices STORE = new SqlServices() {
        @Override
        public Descriptor protobufDescriptor(String bucket, String objectKey) {
            return bucket.equals("bucket") && objectKey.equals("all.desc")
                    ? new Descriptor.Found(DESCRIPTORS)
                    : new Descriptor.Unavailable("there is no s3://" + bucket + "/" + objectKey);
        }
    };

    @Test
    void aMessageBecomesAnObjectByTheJsonMappingOfProto3() throws Exception {
        assertThat(select("SELECT VALUE decode(*, 'proto', 'bucket', 'all.desc', 'telemetry', 'Reading')", reading()))
                .isEqualTo("{\"deviceId\":\"d-1\",\"count\":4294967295,\"total\":\"-5\",\"ratio\":0.25,\"level\":1.1,"
                        + "\"ok\":true,\"raw\":\"AP8=\",\"unit\":\"CELSIUS\",\"values\":[1,-2],"
                        + "\"place\":{\"roomNo\":7},\"labels\":{\"a\":\"b\"}}");
    }

    @Test
    void typesAreFoundByTheirShortNestedAndFullNames() throws Exception {
        String call =
                "SELECT VALUE decode(*, 'proto', 'bucket', 'all.desc', 'plant/telemetry', 'plant.v1.Reading').count";
        assertThat(select(call, reading())).isEqualTo("4294967295");
        byte[] place = {8, 7};
        assertThat(select("SELECT VALUE decode(*, 'proto', 'bucket', 'all.desc', 'telemetry', 'Reading.Place')", place))
                .isEqualTo("{\"roomNo\":7}");
    }

    @Test
    void aBase64StringIsDecodedToo() throws Exception {
        byte[] payload = ("{\"m\":\"" + Base64.getEncoder().encodeToString(reading()) + "\"}").getBytes();
        assertThat(select(
                        "SELECT decode(m, 'proto', 'bucket', 'all.desc', 'telemetry', 'Reading').unit AS unit",
                        payload))
                .isEqualTo("{\"unit\":\"CELSIUS\"}");
    }

    @Test
    void whatIsMissingOrBrokenIsUndefinedAndSaysWhy() throws Exception {
        assertThat(notes("decode(*, 'proto', 'bucket', 'none.desc', 'telemetry', 'Reading')", reading()))
                .isEqualTo("there is no s3://bucket/none.desc");
        assertThat(notes("decode(*, 'proto', 'bucket', 'all.desc', 'telemetry', 'Writing')", reading()))
                .isEqualTo("there is no message type Writing of telemetry.proto in s3://bucket/all.desc");
        assertThat(notes("decode(*, 'proto', 'bucket', 'all.desc', 'telemetry', 'Reading')", new byte[] {10, 99}))
                .startsWith("not a message of type plant.v1.Reading: ");
    }

    @Test
    void randomBytesAreAMessageOrUndefined() {
        Random random = new Random(10);
        SqlStatement statement = SqlStatement.parse(
                "SELECT VALUE decode(*, 'proto', 'bucket', 'all.desc', 'telemetry', 'Reading')", SqlVersion.BETA);
        for (int round = 0; round < Integer.getInteger("mooring.fuzz", 100_000); round++) {
            byte[] payload = new byte[random.nextInt(12)];
            random.nextBytes(payload);
            assertThat(statement.evaluate(Messages.input("a", payload, STORE))).isInstanceOf(SqlOutcome.Output.class);
        }
    }

    private static byte[] reading() throws Exception {
        FileDescriptor unit = FileDescriptor.buildFrom(UNIT, new FileDescriptor[0]);
        FileDescriptor file = FileDescriptor.buildFrom(TELEMETRY, new FileDescriptor[] {unit});
        Descriptor type = file.findMessageTypeByName("Reading");
        Descriptor place = type.findNestedTypeByName("Place");
        Descriptor entry = type.findNestedTypeByName("LabelsEntry");
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByNumber(1), "d-1")
                .setField(type.findFieldByNumber(2), -1)
                .setField(type.findFieldByNumber(3), -5L)
                .setField(type.findFieldByNumber(4), 0.25)
                .setField(type.findFieldByNumber(5), 1.1f)
                .setField(type.findFieldByNumber(6), true)
                .setField(type.findFieldByNumber(7), ByteString.copyFrom(new byte[] {0, -1}))
                .setField(
                        type.findFieldByNumber(8),
                        unit.findEnumTypeByName("Unit").findValueByNumber(1))
                .addRepeatedField(type.findFieldByNumber(9), 1)
                .addRepeatedField(type.findFieldByNumber(9), -2)
                .setField(
                        type.findFieldByNumber(10),
                        DynamicMessage.newBuilder(place)
                                .setField(place.findFieldByNumber(1), 7)
                                .build())
                .addRepeatedField(
                        type.findFieldByNumber(11),
                        DynamicMessage.newBuilder(entry)
                                .setField(entry.findFieldByNumber(1), "a")
                                .setField(entry.findFieldByNumber(2), "b")
                                .build())
                .build()
                .toByteArray();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static String select(String sql, byte[] payload) {
        return new String(output(sql, payload).payload(), StandardCharsets.UTF_8);
    }

    private static String notes(String call, byte[] payload) {
        SqlOutcome.Output output = output("SELECT " + call + " AS v", payload);
        assertThat(output.payload()).isEqualTo("{}".getBytes());
        return output.notes().getFirst();
    }

    private static SqlOutcome.Output output(String sql, byte[] payload) {
        return (SqlOutcome.Output)
                SqlStatement.parse(sql, SqlVersion.BETA).evaluate(Messages.input("a", payload, STORE));
    }
}
