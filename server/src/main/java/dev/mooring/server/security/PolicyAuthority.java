package dev.mooring.server.security;

import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.policy.AuthorizationRequest;
import dev.mooring.core.policy.ConnectAttributes;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.policy.PolicySet;
import dev.mooring.core.policy.PolicyVariables;
import java.util.Optional;

/** Turns what a connection wants to do into questions to policies. Owned by the connection's event loop. */
abstract class PolicyAuthority implements Authority {
    private final PolicyVariables variables;
    private final ConnectionContext connection;
    private final Arns arns;

    PolicyAuthority(PolicyVariables variables, ConnectionContext connection) {
        this.variables = variables;
        this.connection = connection;
        this.arns = new Arns(connection.tenant());
    }

    /** Those in force now. */
    abstract PolicySet policies();

    @Override
    public Verdict connect() {
        Optional<String> willArn = connection.willTopic().map(arns::topic);
        PolicyVariables withAttributes = new ConnectAttributes(connection.persistent(), willArn).orElse(variables);
        Verdict verdict = decide(IotActions.CONNECT, arns.client(connection.clientId()), withAttributes);
        if (verdict.isAllowed() && connection.willTopic().isPresent()) {
            verdict = publish(connection.willTopic().get(), connection.willRetain());
        }
        return verdict;
    }

    @Override
    public Verdict publish(String topic, boolean retain) {
        Verdict verdict = decide(IotActions.PUBLISH, arns.topic(topic), variables);
        return verdict.isAllowed() && retain
                ? decide(IotActions.RETAIN_PUBLISH, arns.topic(topic), variables)
                : verdict;
    }

    @Override
    public Verdict subscribe(String filter) {
        return decide(IotActions.SUBSCRIBE, arns.topicFilter(filter), variables);
    }

    @Override
    public Verdict receive(String topic) {
        return decide(IotActions.RECEIVE, arns.topic(topic), variables);
    }

    private Verdict decide(String action, String resource, PolicyVariables with) {
        return new Verdict(action, resource, policies().evaluate(new AuthorizationRequest(action, resource, with)));
    }
}
