package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Posts the result to a web server. Destinations are not confirmed here, as they have to be at AWS before anything is
 * sent; only that {@code url} begins with {@code confirmationUrl} is checked, for each message.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/https-rule-action.html">AWS: HTTP action</a>
 */
record HttpAction(Template url, Optional<Template> confirmationUrl, List<HeaderTemplate> headers, Optional<SigV4> auth)
        implements TargetAction {
    static final String KIND = "http";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "HttpAction", "Url", "url", "post to HTTP endpoint");
    private static final int MAX_URL = 2000;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_NAME = 256;
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** The client's own affair. */
    private static final Set<String> RESERVED =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    HttpAction {
        headers = List.copyOf(headers);
    }

    record HeaderTemplate(String name, Template value) {}

    record SigV4(String signingRegion, String serviceName) {}

    static HttpAction parse(Parameters parameters) throws InvalidRuleException {
        for (String batching : List.of("enableBatching", "batchConfig")) {
            if (batching.equals("batchConfig") ? parameters.isPresent(batching) : parameters.flag(batching)) {
                throw parameters.notImplemented(batching, "batching of the http action");
            }
        }
        HttpAction action = new HttpAction(
                url(parameters, "url").orElseThrow(() -> parameters.invalid("url", "is required")),
                url(parameters, "confirmationUrl"),
                headers(parameters),
                auth(parameters));
        action.checkPrefix(parameters);
        return action;
    }

    private static Optional<Template> url(Parameters parameters, String name) throws InvalidRuleException {
        Optional<Template> url =
                parameters.template(name).filter(template -> !template.text().isEmpty());
        if (url.isPresent() && url.get().text().length() > MAX_URL) {
            throw parameters.invalid(name, "has more than " + MAX_URL + " characters");
        }
        if (url.isPresent() && url.get().isLiteral()) {
            try {
                WebAddress.parse(url.get().text());
            } catch (UndeliverableException always) {
                throw parameters.invalid(name, always.reason());
            }
        }
        return url;
    }

    private static List<HeaderTemplate> headers(Parameters parameters) throws InvalidRuleException {
        List<HeaderTemplate> headers = new ArrayList<>();
        for (Parameters header : parameters.objects("headers", 0, MAX_HEADERS)) {
            String name = header.requiredText("key");
            if (name.length() > MAX_HEADER_NAME || !HEADER_NAME.matcher(name).matches()) {
                throw header.invalid("key", "'" + name + "' is not the name of a header");
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw header.invalid("key", "a rule cannot set the header " + name);
            }
            headers.add(new HeaderTemplate(
                    name, header.template("value").orElseThrow(() -> header.invalid("value", "is required"))));
            header.refuseOthers();
        }
        return headers;
    }

    private static Optional<SigV4> auth(Parameters parameters) throws InvalidRuleException {
        Optional<Parameters> auth = parameters.object("auth");
        if (auth.isEmpty()) {
            return Optional.empty();
        }
        Optional<Parameters> sigV4 = auth.get().object("sigv4");
        auth.get().refuseOthers();
        if (sigV4.isEmpty()) {
            return Optional.empty();
        }
        sigV4.get().requiredText("roleArn");
        SigV4 scope =
                new SigV4(sigV4.get().requiredText("signingRegion"), sigV4.get().requiredText("serviceName"));
        sigV4.get().refuseOthers();
        return Optional.of(scope);
    }

    private void checkPrefix(Parameters parameters) throws InvalidRuleException {
        if (confirmationUrl.isEmpty()) {
            if (!url.isLiteral()) {
                throw parameters.invalid("confirmationUrl", "is required when url has a template");
            }
        } else if (url.isLiteral()
                && confirmationUrl.get().isLiteral()
                && !url.text().startsWith(confirmationUrl.get().text())) {
            throw parameters.invalid("url", "must begin with confirmationUrl");
        }
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return url;
    }

    /** A server, whatever the path. */
    @Override
    public String target(String resource) {
        return kind() + " " + WebAddress.origin(resource);
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(
                        Stream.of(url),
                        confirmationUrl.stream(),
                        headers.stream().map(HeaderTemplate::value))
                .flatMap(templates -> templates);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        URI uri = WebAddress.parse(resource);
        Optional<String> prefix = filling.text("confirmationUrl", confirmationUrl);
        if (prefix.isPresent() && !resource.startsWith(prefix.get())) {
            throw UndeliverableException.forGood("the URL does not begin with the confirmation URL " + prefix.get());
        }
        Optional<String> refusal = ports.endpoints().refusal(input.tenant(), resource);
        if (refusal.isPresent()) {
            throw UndeliverableException.forGood(refusal.get());
        }
        WebRequest request = new WebRequest("POST", uri, headers(input, filling), input.payload());
        return Delivery.of(() -> ports.web()
                .send(auth.map(scope -> request.signed(
                                ports.credentials(input.tenant()),
                                scope.serviceName(),
                                scope.signingRegion(),
                                ports.clock().withZone(ZoneOffset.UTC)))
                        .orElse(request)));
    }

    private List<WebRequest.Header> headers(ActionInput input, Filling filling) throws UndeliverableException {
        List<WebRequest.Header> filled = new ArrayList<>();
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            filled.add(new WebRequest.Header(
                    "Content-Type", input.json() ? "application/json" : "application/octet-stream"));
        }
        for (HeaderTemplate header : headers) {
            String value = filling.text("header " + header.name(), header.value());
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f || c > 0xff)) {
                throw UndeliverableException.forGood(
                        "the value of header " + header.name() + " has characters that no header may have");
            }
            filled.add(new WebRequest.Header(header.name(), value));
        }
        return filled;
    }
}
