package dev.mooring.rules.service;

import dev.mooring.rules.action.AwsClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** What SQL functions read in other services: secrets, tables, descriptor files. Owns the caches. */
public final class RemoteServices {
    private final Secrets secrets;
    private final TableItems tables;
    private final ProtobufDescriptors descriptors;

    /**
     * @param descriptors directory of descriptor files, looked at before S3; need not exist
     * @param patience how long a service may take to answer
     */
    public RemoteServices(AwsClients clients, Path descriptors, Duration patience, InstantSource clock) {
        RemoteCall calls = new RemoteCall(patience);
        this.secrets = new Secrets(clients, calls, clock);
        this.tables = new TableItems(clients, calls);
        this.descriptors = new ProtobufDescriptors(descriptors, clients, calls, clock);
    }

    Secrets secrets() {
        return secrets;
    }

    TableItems tables() {
        return tables;
    }

    ProtobufDescriptors descriptors() {
        return descriptors;
    }
}
