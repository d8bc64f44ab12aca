package dev.mooring.core.arn;

import dev.mooring.core.Tenant;

/**
 * Builds the ARNs of one tenant's resources.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-action-resources.html">AWS: action resources</a>
 */
public record Arns(Tenant tenant) {
    public String thing(String name) {
        return iot("thing/" + name);
    }

    /** @param certificateId 64 lower-case hexadecimal digits */
    public String certificate(String certificateId) {
        return iot("cert/" + certificateId);
    }

    public String policy(String name) {
        return iot("policy/" + name);
    }

    public String authorizer(String name) {
        return iot("authorizer/" + name);
    }

    /** Of an HTTP destination. */
    public String ruleDestination(String id) {
        return "arn:aws:iot:" + tenant.region() + ":" + tenant.account() + ":ruledestination/http/" + id;
    }

    public String rule(String name) {
        return iot("rule/" + name);
    }

    /** The resource of {@code iot:Connect}. */
    public String client(String clientId) {
        return iot("client/" + clientId);
    }

    /** The resource of {@code iot:Publish}, {@code iot:Receive} and {@code iot:RetainPublish}. */
    public String topic(String topic) {
        return iot("topic/" + topic);
    }

    /** The resource of {@code iot:Subscribe}. */
    public String topicFilter(String filter) {
        return iot("topicfilter/" + filter);
    }

    public String function(String name) {
        return "arn:aws:lambda:" + tenant.region() + ":" + tenant.account() + ":function:" + name;
    }

    private String iot(String resource) {
        return "arn:aws:iot:" + tenant.region() + ":" + tenant.account() + ":" + resource;
    }
}
