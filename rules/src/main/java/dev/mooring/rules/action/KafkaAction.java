package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Produces a record with the result as its value, byte by byte.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/apache-kafka-rule-action.html">AWS: Apache Kafka
 *     action</a>
 */
record KafkaAction(
        Template topic,
        Optional<Template> key,
        Optional<Template> partition,
        List<HeaderTemplate> headers,
        KafkaProperties properties)
        implements TargetAction {
    static final String KIND = "kafka";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "KafkaAction", "Topic", "topic", "send message to Kafka");
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER = 16_384;

    KafkaAction {
        headers = List.copyOf(headers);
    }

    record HeaderTemplate(Template key, Template value) {}

    /** A record as the rule makes it. */
    record Message(
            String topic, Optional<Integer> partition, Optional<byte[]> key, byte[] value, List<Header> headers) {
        record Header(String key, byte[] value) {}
    }

    static KafkaAction parse(Parameters parameters) throws InvalidRuleException {
        // The way into a VPC at AWS; brokers are reached directly here.
        parameters.requiredText("destinationArn");
        Optional<Template> partition = parameters.template("partition");
        if (partition.isPresent() && partition.get().isLiteral()) {
            try {
                number(partition.get().text());
            } catch (UndeliverableException always) {
                throw parameters.invalid("partition", always.reason());
            }
        }
        List<HeaderTemplate> headers = new ArrayList<>();
        for (Parameters header : parameters.objects("headers", MAX_HEADERS)) {
            headers.add(new HeaderTemplate(headerTemplate(header, "key"), headerTemplate(header, "value")));
            header.refuseOthers();
        }
        return new KafkaAction(
                parameters.requiredTemplate("topic"),
                parameters.template("key"),
                partition,
                headers,
                KafkaProperties.parse(parameters));
    }

    private static Template headerTemplate(Parameters header, String name) throws InvalidRuleException {
        Template template = header.template(name).orElseThrow(() -> header.invalid(name, "is required"));
        if (template.text().length() > MAX_HEADER) {
            throw header.invalid(name, "has more than " + MAX_HEADER + " characters");
        }
        return template;
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return topic;
    }

    /** A topic of one cluster. */
    @Override
    public String target(String resource) {
        return kind() + " " + properties.servers() + " " + resource;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(
                        Stream.of(topic),
                        key.stream(),
                        partition.stream(),
                        headers.stream().flatMap(header -> Stream.of(header.key(), header.value())))
                .flatMap(templates -> templates);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        Optional<String> chosen = filling.text("partition", partition);
        List<Message.Header> filled = new ArrayList<>();
        for (HeaderTemplate header : headers) {
            filled.add(new Message.Header(
                    filling.text("key of a header", header.key()),
                    bytes(filling.text("value of a header", header.value()))));
        }
        Message message = new Message(
                resource,
                chosen.isPresent() ? Optional.of(number(chosen.get())) : Optional.empty(),
                filling.text("key", key).map(KafkaAction::bytes),
                input.payload(),
                filled);
        return Delivery.of(() -> ports.outbound().kafka().send(properties, message));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int number(String text) throws UndeliverableException {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a negative one.
        }
        throw UndeliverableException.forGood("'" + text + "' is not the number of a partition");
    }
}
