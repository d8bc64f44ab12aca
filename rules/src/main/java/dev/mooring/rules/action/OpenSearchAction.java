package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the result as a document into an index of OpenSearch or Elasticsearch: two kinds of action with the same
 * parameters and the same request.
 *
 * @param service whose endpoint, if the operator chose one, stands in for the rule's
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/opensearch-rule-action.html">AWS: OpenSearch
 *     action</a>
 */
record OpenSearchAction(
        TargetNaming naming, TargetService service, Template endpoint, Template index, Template type, Template id)
        implements TargetAction {
    static final String KIND = "openSearch";
    static final String ELASTICSEARCH = "elasticsearch";
    /** What Amazon's service of either engine is called in signatures. */
    private static final String SIGNING_NAME = "es";

    static OpenSearchAction parse(Parameters parameters) throws InvalidRuleException {
        return parse(
                parameters,
                new TargetNaming(KIND, "OpenSearchAction", "Endpoint", "endpoint", "put OpenSearch document"),
                TargetService.OPENSEARCH);
    }

    static OpenSearchAction parseElasticsearch(Parameters parameters) throws InvalidRuleException {
        return parse(
                parameters,
                new TargetNaming(
                        ELASTICSEARCH, "ElasticsearchAction", "Endpoint", "endpoint", "put Elasticsearch document"),
                TargetService.ELASTICSEARCH);
    }

    private static OpenSearchAction parse(Parameters parameters, TargetNaming naming, TargetService service)
            throws InvalidRuleException {
        parameters.requiredText("roleArn");
        Template endpoint = parameters.requiredTemplate("endpoint");
        if (endpoint.isLiteral()) {
            try {
                WebAddress.parse(endpoint.text());
            } catch (UndeliverableException always) {
                throw parameters.invalid("endpoint", always.reason());
            }
        }
        return new OpenSearchAction(
                naming,
                service,
                endpoint,
                parameters.requiredTemplate("index"),
                parameters.requiredTemplate("type"),
                parameters.requiredTemplate("id"));
    }

    @Override
    public Template resource() {
        return endpoint;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(endpoint, index, type, id);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        Payloads.json(input);
        String document = segment(filling.text("index", index)) + "/" + segment(filling.text("type", type)) + "/"
                + segment(filling.text("id", id));
        String base = ports.endpoints().chosen(service).map(URI::toString).orElse(resource);
        URI uri = WebAddress.parse((base.endsWith("/") ? base : base + "/") + document);
        WebRequest request = new WebRequest(
                "PUT", uri, List.of(new WebRequest.Header("Content-Type", "application/json")), input.payload());
        return Delivery.of(() -> ports.web()
                        .send(request.signed(
                                ports.endpoints().credentials(input.tenant(), service),
                                SIGNING_NAME,
                                ports.endpoints()
                                        .region(service)
                                        .orElse(input.tenant().region()),
                                ports.clock().withZone(ZoneOffset.UTC))))
                .with("Document: " + document);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
