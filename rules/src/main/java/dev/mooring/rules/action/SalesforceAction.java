package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.Template;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Posts the result to an input stream of Salesforce IoT. The product is gone; rules that name it go on to wherever the
 * operator sends them, or to this server's stand-in.
 *
 * @param url no template: its text
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/salesforce-rule-action.html">AWS: Salesforce IoT
 *     action</a>
 */
record SalesforceAction(Template url, String token) implements TargetAction {
    static final String KIND = "salesforce";
    private static final TargetNaming NAMING = new TargetNaming(
            KIND, "SalesforceAction", "Input stream", "url", "send message to Salesforce input stream");
    private static final Pattern URL = Pattern.compile("https://ingestion-[a-zA-Z0-9]{1,12}\\.[a-zA-Z0-9]+\\."
            + "(sfdc-matrix\\.net|sfdcnow\\.com)/streams/\\w{1,20}/\\w{1,20}/event");
    private static final int MIN_TOKEN = 40;

    static SalesforceAction parse(Parameters parameters) throws InvalidRuleException {
        String url = parameters.requiredText("url");
        if (!URL.matcher(url).matches()) {
            throw parameters.invalid(
                    "url",
                    "'" + url + "' is not like https://ingestion-ID.ENVIRONMENT.sfdcnow.com/streams/ID/ID/event");
        }
        String token = parameters.requiredText("token");
        if (token.length() < MIN_TOKEN || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw parameters.invalid("token", "must be " + MIN_TOKEN + " or more letters, digits and signs");
        }
        return new SalesforceAction(parameters.templateOf(url), token);
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return url;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(url);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        Payloads.json(input);
        URI given = WebAddress.parse(resource);
        URI uri = ports.endpoints()
                .chosen(TargetService.SALESFORCE)
                .map(chosen -> chosen.resolve(given.getRawPath()))
                .orElseGet(() -> embedded(input.tenant(), given, ports));
        WebRequest request = new WebRequest(
                "POST",
                uri,
                List.of(
                        new WebRequest.Header("Content-Type", "application/json"),
                        new WebRequest.Header("Authorization", "Bearer " + token)),
                input.payload());
        return Delivery.of(() -> ports.web().send(request));
    }

    /** Salesforce's own hosts answer no more: without a chosen endpoint this server receives. */
    private static URI embedded(Tenant tenant, URI given, ActionPorts ports) {
        return ports.endpoints()
                .of(tenant, TargetService.SALESFORCE)
                .uri()
                .resolve("/salesforce/" + tenant.account() + "/" + tenant.region() + given.getRawPath());
    }

    @Override
    public String toString() {
        return "SalesforceAction[" + url + "]"; // Never the token: this may reach a log.
    }
}
