package dev.mooring.server;

import dev.mooring.api.AwsApi;
import dev.mooring.api.AwsService;
import dev.mooring.api.CallContext;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.PageTokens;
import dev.mooring.api.iot.AuthorizerInvoker;
import dev.mooring.api.iot.IotOperations;
import dev.mooring.api.iot.RuleDestinations;
import dev.mooring.api.iotdata.ConnectionOperations;
import dev.mooring.api.iotdata.IotDataOperations;
import dev.mooring.api.lambda.CodeLinks;
import dev.mooring.api.lambda.LambdaOperations;
import dev.mooring.api.mooring.HistoryOperations;
import dev.mooring.api.mooring.MooringApi;
import dev.mooring.api.mooring.RecordingOperations;
import dev.mooring.api.mooring.SimulationOperations;
import dev.mooring.api.mooring.TrialOperations;
import dev.mooring.api.mooring.UsageHistory;
import dev.mooring.api.mooring.WhyOperations;
import dev.mooring.api.sigv4.AccessKey;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.broker.Broker;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.event.ClientHistory;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.lambda.Lambda;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.StoreRules;
import dev.mooring.rules.record.MessageRecorder;
import dev.mooring.server.config.Profiles;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.RootCredentials;
import dev.mooring.server.security.KeyPairStock;
import dev.mooring.standins.StandIns;
import dev.mooring.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The APIs on the HTTP ports: AWS's, those of stand-ins, and our own. */
final class ApiSetup {
    private ApiSetup() {}

    static RequestAuthenticator authenticator(ServerConfig config, RootCredentials rootKey) {
        String account = config.tenant().account();
        AccessKey root = AccessKey.root(rootKey.accessKeyId(), rootKey.secretAccessKey(), account);
        return config.anyCredentials()
                ? new AnyCredentials(account)
                : new SigV4Verifier(id -> id.equals(root.accessKeyId()) ? Optional.of(root) : Optional.empty());
    }

    static Map<MooringApi.Route, MooringApi.JsonOperation> ownOperations(
            Store store, RuleEngine rules, MessageRecorder recorder, WhyOperations why, UsageHistory history) {
        Map<MooringApi.Route, MooringApi.JsonOperation> routes = new HashMap<>();
        routes.putAll(new TrialOperations(new StoreRules(store), recorder, rules::dryRun).routes());
        routes.putAll(new RecordingOperations(recorder).routes());
        routes.putAll(why.routes());
        routes.putAll(new HistoryOperations(history).routes());
        routes.putAll(new SimulationOperations().routes());
        return routes;
    }

    static AwsApi open(
            ServerConfig config,
            RequestAuthenticator authenticator,
            PageTokens tokens,
            KeyPairStock keyPairs,
            Store store,
            CertificateAuthority authority,
            Lambda lambda,
            CodeLinks codes,
            Broker broker,
            DeviceAuthorizer devices,
            AuthorizerInvoker authorizers,
            ClientHistory history,
            RetainedStore retained,
            StandIns standIns,
            RuleDestinations destinations,
            BiConsumer<String, CallContext> calls,
            InstantSource clock) {
        IotOperations iot = new IotOperations(store, authority, keyPairs, tokens, config.advertisedHost(), authorizers);
        IotDataOperations iotData = new IotDataOperations(
                broker, devices, Profiles.broker(config.profile()).topics());
        ConnectionOperations connections = new ConnectionOperations(
                new ClientControl(broker),
                history,
                retained,
                store,
                devices,
                tokens,
                Profiles.broker(config.profile()).topics());
        LambdaOperations functions = new LambdaOperations(lambda, tokens, codes);
        List<AwsService> services = new ArrayList<>(List.of(
                AwsService.iot(RuleDestinations::anonymous, operations -> {
                    iot.register(operations);
                    destinations.register(operations, tokens);
                    operations.tell(calls);
                }),
                AwsService.iotData(operations -> {
                    iotData.register(operations);
                    connections.register(operations);
                    operations.tell(calls);
                }),
                AwsService.iotJobsData(operations -> {}),
                AwsService.lambda(functions::register)));
        services.addAll(standIns.services());
        return new AwsApi(authenticator, devices, services, clock);
    }

    static PageTokens pageTokens(RootCredentials rootKey) {
        return new PageTokens(rootKey.secretAccessKey().getBytes(StandardCharsets.UTF_8));
    }
}
