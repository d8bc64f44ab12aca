package dev.mooring.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.model.Bounds;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.Encoding;
import dev.mooring.api.restjson.JsonIn;
import dev.mooring.api.restjson.JsonOut;
import dev.mooring.api.restjson.MalformedRequestException;
import dev.mooring.api.sigv4.AwsChunked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives may be anything: it is understood, or refused with a reason, and nothing else. */
class ProtocolFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final ServiceModel MODEL = model();
    private static final Shape.Structure ROOT = MODEL.structure("Root");

    private static Member member(String name, String shape, boolean flattened) {
        return new Member(name, shape, Member.Location.BODY, name, false, name, flattened, false);
    }

    private static ServiceModel model() {
        Map<String, Member> members = new LinkedHashMap<>();
        List.of("Text", "Number", "Flag", "Blob", "Time", "List", "Map", "Root")
                .forEach(name -> members.put(name, member(name, name, false)));
        members.put("Flat", member("Flat", "List", true));
        Map<String, Shape> shapes = Map.of(
                "Root", new Shape.Structure("Root", false, members, List.of(), Optional.empty(), Optional.empty()),
                "Text", new Shape.Text("Text", false, Bounds.NONE, Optional.empty(), List.of()),
                "Number", new Shape.Numeric("Number", false, Shape.NumberKind.LONG, Bounds.NONE),
                "Flag", new Shape.Bool("Flag", false),
                "Blob", new Shape.Blob("Blob", false, Bounds.NONE),
                "Time", new Shape.Timestamp("Time", false),
                "List", new Shape.ListOf("List", false, "Text", Bounds.NONE, new Shape.ListWire("member", false)),
                "Map",
                        new Shape.MapOf(
                                "Map", false, "Text", "Root", Bounds.NONE, new Shape.MapWire("key", "value", false)));
        return new ServiceModel("Fuzz", Optional.empty(), Optional.empty(), Map.of(), shapes);
    }

    private static Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("Text", "a <b> & \"c\" \r\n ü");
        value.put("Number", -7L);
        value.put("Flag", true);
        value.put("Time", Instant.parse("2026-01-02T03:04:05.678Z"));
        value.put("List", List.of("x", ""));
        value.put("Root", Map.of("Flat", List.of("1", "2")));
        return value;
    }

    @Test
    void whatIsWrittenIsReadBackInXmlAndCbor() {
        XmlText xml = new XmlText();
        xml.open("Root");
        XmlOut.ofRest(MODEL).members(ROOT, value(), xml);
        xml.close("Root");
        assertThat(new XmlIn(MODEL).structure(ROOT, xml.bytes())).isEqualTo(value());
        for (Encoding encoding : Encoding.values()) {
            byte[] bytes = new JsonOut(MODEL, encoding).structure(ROOT, value());
            assertThat(new JsonIn(MODEL, encoding).structure(ROOT, bytes)).isEqualTo(value());
        }
    }

    @Test
    void noXmlBreaksTheReader() {
        XmlText xml = new XmlText();
        xml.open("Root");
        XmlOut.ofRest(MODEL).members(ROOT, value(), xml);
        xml.close("Root");
        int understood = 0;
        Random random = new Random(5);
        for (int i = 0; i < ROUNDS / 4; i++) {
            try {
                new XmlIn(MODEL).structure(ROOT, mutated(xml.bytes(), random));
                understood++;
            } catch (MalformedRequestException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThat(understood).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Root><Text>&e;</Text></Root>",
                "<!DOCTYPE r [<!ENTITY e \"x\">]><Root><Text>&e;</Text></Root>"
            })
    void entitiesAreNeverResolved(String xml) {
        assertThatThrownBy(() -> new XmlIn(MODEL).structure(ROOT, xml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRequestException.class);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void noJsonOrCborBreaksTheReader(Encoding encoding) {
        byte[] cbor = new JsonOut(MODEL, encoding).structure(ROOT, value());
        Random random = new Random(6);
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                new JsonIn(MODEL, encoding).structure(ROOT, mutated(cbor, random));
                understood++;
            } catch (MalformedRequestException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThat(understood).isPositive();
    }

    @Test
    void noFormBreaksTheReader() {
        String[] names = {
            "Text", "Number", "Flag", "Blob", "Time", "List", "member", "Map", "entry", "key", "value", "Root", "Flat",
            "1", "2", "-1", "x", ""
        };
        Random random = new Random(7);
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder name = new StringBuilder(names[random.nextInt(names.length)]);
            for (int n = random.nextInt(6); n > 0; n--) {
                name.append('.').append(names[random.nextInt(names.length)]);
            }
            try {
                new QueryIn(MODEL)
                        .structure(ROOT, Map.of(name.toString(), List.of(names[random.nextInt(names.length)])));
                understood++;
            } catch (MalformedRequestException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThat(understood).isPositive();
    }

    @Test
    void noChunksBreakTheReader() {
        byte[] body = "5;chunk-signature=abc\r\nhello\r\n1;chunk-signature=def\r\n!\r\n0;chunk-signature=x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(AwsChunked.parse(body).content(), StandardCharsets.US_ASCII))
                .isEqualTo("hello!");
        Random random = new Random(8);
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                AwsChunked.parse(mutated(body, random));
                understood++;
            } catch (ApiException refused) {
                assertThat(refused.error()).isEqualTo("IncompleteBody");
            }
        }
        assertThat(understood).isPositive();
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    private static HttpRequest zippedRequest(byte[] body) {
        return new HttpRequest(
                "POST",
                "/",
                "",
                new HttpHeaders(Map.of("content-encoding", List.of("gzip"))),
                body,
                "127.0.0.1",
                Optional.empty());
    }

    @Test
    void compressedBodiesAreReadOrRefusedAndNeverFillTheMemory() throws IOException {
        byte[] body = "a body ".repeat(50).getBytes(StandardCharsets.UTF_8);
        byte[] zipped = zipped(body);
        assertThat(Bodies.plain(zippedRequest(zipped))).isEqualTo(body);
        byte[] bomb = zipped(new byte[17 << 20]);
        assertThatThrownBy(() -> Bodies.plain(zippedRequest(bomb)))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining("16777216");
        Random random = new Random(9);
        for (int i = 0; i < ROUNDS / 10; i++) {
            try {
                Bodies.plain(zippedRequest(mutated(zipped, random)));
            } catch (MalformedRequestException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
