package dev.mooring.standins.states.language;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The intrinsic functions.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html">AWS: intrinsic functions</a>
 */
enum IntrinsicFunction {
    FORMAT("States.Format", 1, Integer.MAX_VALUE) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return NODES.stringNode(format(text(a, 0), a.subList(1, a.size())));
        }
    },
    STRING_TO_JSON("States.StringToJson", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            try {
                return a.getFirst().isNull() ? a.getFirst() : MAPPER.readTree(text(a, 0));
            } catch (JacksonException e) {
                throw failed("the argument is not JSON");
            }
        }
    },
    JSON_TO_STRING("States.JsonToString", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return NODES.stringNode(MAPPER.writeValueAsString(a.getFirst()));
        }
    },
    ARRAY("States.Array", 0, Integer.MAX_VALUE) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return array(a);
        }
    },
    ARRAY_PARTITION("States.ArrayPartition", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            List<JsonNode> elements = elements(a, 0);
            int size = whole(a, 1);
            if (size < 1) {
                throw failed("the size of a chunk must be at least 1");
            }
            ArrayNode chunks = NODES.arrayNode();
            for (int from = 0; from < elements.size(); from += Math.min(size, elements.size() - from)) {
                chunks.add(array(elements.subList(from, from + Math.min(size, elements.size() - from))));
            }
            return chunks;
        }
    },
    ARRAY_CONTAINS("States.ArrayContains", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return NODES.booleanNode(elements(a, 0).stream().anyMatch(each -> Values.equal(each, a.get(1))));
        }
    },
    ARRAY_RANGE("States.ArrayRange", 3, 3) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            long first = whole(a, 0);
            long last = whole(a, 1);
            long step = whole(a, 2);
            if (step == 0) {
                throw failed("the step must not be 0");
            }
            boolean isEmpty = step > 0 ? first > last : first < last;
            long size = isEmpty ? 0 : (last - first) / step + 1;
            if (size > MAX_RANGE) {
                throw failed("the array would have more than " + MAX_RANGE + " elements");
            }
            ArrayNode range = NODES.arrayNode();
            for (long i = 0; i < size; i++) {
                range.add((int) (first + i * step));
            }
            return range;
        }
    },
    ARRAY_GET_ITEM("States.ArrayGetItem", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            List<JsonNode> elements = elements(a, 0);
            int index = whole(a, 1);
            if (index < 0 || index >= elements.size()) {
                throw failed("the index " + index + " is outside of the array");
            }
            return elements.get(index);
        }
    },
    ARRAY_LENGTH("States.ArrayLength", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return NODES.numberNode(elements(a, 0).size());
        }
    },
    ARRAY_UNIQUE("States.ArrayUnique", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            List<JsonNode> unique = new ArrayList<>();
            for (JsonNode each : elements(a, 0)) {
                if (unique.stream().noneMatch(other -> Values.equal(each, other))) {
                    unique.add(each);
                }
            }
            return array(unique);
        }
    },
    BASE64_ENCODE("States.Base64Encode", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            return NODES.stringNode(Base64.getEncoder().encodeToString(bounded(text(a, 0))));
        }
    },
    BASE64_DECODE("States.Base64Decode", 1, 1) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            try {
                return NODES.stringNode(
                        new String(Base64.getDecoder().decode(bounded(text(a, 0))), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw failed("the argument is not base64");
            }
        }
    },
    HASH("States.Hash", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            String algorithm = text(a, 1);
            if (!List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
                throw failed("'" + algorithm + "' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
            }
            try {
                String data =
                        a.getFirst().isString() ? a.getFirst().stringValue() : MAPPER.writeValueAsString(a.getFirst());
                return NODES.stringNode(HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(bounded(data))));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        }
    },
    JSON_MERGE("States.JsonMerge", 3, 3) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            if (!a.get(2).isBoolean() || a.get(2).booleanValue()) {
                throw failed("only the shallow mode is supported: the last argument must be false");
            }
            if (!(a.get(0) instanceof ObjectNode first) || !(a.get(1) instanceof ObjectNode second)) {
                throw failed("the first two arguments must be objects");
            }
            ObjectNode merged = NODES.objectNode();
            first.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
            second.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
            return merged;
        }
    },
    MATH_RANDOM("States.MathRandom", 2, 3) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            int from = whole(a, 0);
            int to = whole(a, 1);
            if (from >= to) {
                throw failed("the start must be less than the end");
            }
            // A seed makes the number the caller's own: the same seed, the same number.
            RandomGenerator source = a.size() < 3 ? random : new java.util.Random(whole(a, 2));
            return NODES.numberNode(source.nextInt(from, to));
        }
    },
    MATH_ADD("States.MathAdd", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            long sum = (long) whole(a, 0) + whole(a, 1);
            if (sum != (int) sum) {
                throw failed("the sum is outside of -2147483648 to 2147483647");
            }
            return NODES.numberNode((int) sum);
        }
    },
    STRING_SPLIT("States.StringSplit", 2, 2) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            ArrayNode parts = NODES.arrayNode();
            // As AWS: each character of the delimiter separates, and nothing is between two in a row.
            StringTokenizer tokens = new StringTokenizer(text(a, 0), text(a, 1));
            while (tokens.hasMoreTokens()) {
                parts.add(tokens.nextToken());
            }
            return parts;
        }
    },
    UUID_V4("States.UUID", 0, 0) {
        @Override
        JsonNode apply(List<JsonNode> a, RandomGenerator random) {
            long high = (random.nextLong() & ~0xf000L) | 0x4000L;
            long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
            return NODES.stringNode(new UUID(high, low).toString());
        }
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MAX_RANGE = 1_000;
    private static final int MAX_CHARACTERS = 10_000;

    private final String awsName;
    private final int least;
    private final int most;

    IntrinsicFunction(String awsName, int least, int most) {
        this.awsName = awsName;
        this.least = least;
        this.most = most;
    }

    static Optional<IntrinsicFunction> of(String name) {
        for (IntrinsicFunction function : values()) {
            if (function.awsName.equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }

    /** @throws StatesException States.IntrinsicFailure */
    abstract JsonNode apply(List<JsonNode> arguments, RandomGenerator random);

    StatesException failed(String why) {
        return StatesException.intrinsic(awsName + ": " + why + ".");
    }

    String text(List<JsonNode> arguments, int index) {
        if (!arguments.get(index).isString()) {
            throw failed("argument " + (index + 1) + " must be a string");
        }
        return arguments.get(index).stringValue();
    }

    List<JsonNode> elements(List<JsonNode> arguments, int index) {
        if (!arguments.get(index).isArray()) {
            throw failed("argument " + (index + 1) + " must be an array");
        }
        return List.copyOf(arguments.get(index).values());
    }

    /** As AWS: fractions are rounded to the nearest integer. */
    int whole(List<JsonNode> arguments, int index) {
        if (!arguments.get(index).isNumber()) {
            throw failed("argument " + (index + 1) + " must be a number");
        }
        BigDecimal number = arguments.get(index).decimalValue();
        if (number.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) < 0
                || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw failed("argument " + (index + 1) + " is outside of -2147483648 to 2147483647");
        }
        return (int) Math.round(number.doubleValue());
    }

    byte[] bounded(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw failed("the data has more than " + MAX_CHARACTERS + " characters");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ArrayNode array(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    String format(String template, List<JsonNode> values) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                text.append(template.charAt(++i));
            } else if (c == '{' && i + 1 < template.length() && template.charAt(i + 1) == '}') {
                if (next == values.size()) {
                    throw failed("the template has more places than there are values");
                }
                JsonNode value = values.get(next++);
                text.append(value.isString() ? value.stringValue() : MAPPER.writeValueAsString(value));
                i++;
            } else if (c == '{' || c == '}') {
                throw failed("the template has a '" + c + "' that is neither '{}' nor written '\\" + c + "'");
            } else {
                text.append(c);
            }
        }
        if (next < values.size()) {
            throw failed("the template has fewer places than there are values");
        }
        return text.toString();
    }
}
