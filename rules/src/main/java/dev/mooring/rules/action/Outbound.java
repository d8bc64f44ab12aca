package dev.mooring.rules.action;

import java.time.InstantSource;

/** The ways out of this process: clients, and what stands before every target. Closed with the engine. */
public final class Outbound implements AutoCloseable {
    private final ServiceEndpoints endpoints;
    private final AwsClients clients;
    private final WebClient web;
    private final KafkaProducers kafka;
    private final Targets targets;

    /** Nothing is connected or loaded before the first delivery. */
    public Outbound(ServiceEndpoints endpoints, Targets.Limits limits, InstantSource clock) {
        this.endpoints = endpoints;
        this.clients = new AwsClients(endpoints);
        this.web = new WebClient();
        this.kafka = new KafkaProducers();
        this.targets = new Targets(limits, clock);
    }

    ServiceEndpoints endpoints() {
        return endpoints;
    }

    public AwsClients clients() {
        return clients;
    }

    WebClient web() {
        return web;
    }

    KafkaProducers kafka() {
        return kafka;
    }

    Targets targets() {
        return targets;
    }

    @Override
    public void close() {
        clients.close();
        web.close();
        kafka.close();
    }
}
