package dev.mooring.standins.opensearch;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.protocol.RestJson;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;

/** Amazon OpenSearch Service: its two APIs for domains, which lead to the same ones, and the domains' own. */
public final class OpenSearchService implements AutoCloseable {
    private static final AwsService.Refusals REFUSALS =
            new AwsService.Refusals("ValidationException", "ValidationException", "DisabledOperationException");

    private final StandInPorts ports;
    private final SearchIndexes searching;
    private final Indexes indexes;

    public OpenSearchService(StandInPorts ports) {
        this.ports = ports;
        this.searching = new SearchIndexes(ports);
        this.indexes = new Indexes(ports, searching);
    }

    public AwsService openSearch() {
        return service("models/opensearch-2021-01-01-model.json", this::registerOpenSearch);
    }

    /** The one that still has Elasticsearch's name. */
    public AwsService elasticsearch() {
        return service("models/es-2015-01-01-model.json", this::registerElasticsearch);
    }

    private static AwsService service(String model, java.util.function.Consumer<Operations> register) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class, Set.of("es"), false, List.of(model), List.of(RestJson::new), REFUSALS),
                register);
    }

    private void registerOpenSearch(Operations operations) {
        DomainHandlers domains = new DomainHandlers(ports, indexes, false);
        operations
                .onValues("CreateDomain", domains::create)
                .onValues("DescribeDomain", domains::describe)
                .onValues("DescribeDomains", domains::describeAll)
                .onValues("DeleteDomain", domains::delete)
                .onValues("ListDomainNames", domains::list)
                .onValues("ListTags", domains::listTags);
    }

    private void registerElasticsearch(Operations operations) {
        DomainHandlers domains = new DomainHandlers(ports, indexes, true);
        operations
                .onValues("CreateElasticsearchDomain", domains::create)
                .onValues("DescribeElasticsearchDomain", domains::describe)
                .onValues("DescribeElasticsearchDomains", domains::describeAll)
                .onValues("DeleteElasticsearchDomain", domains::delete)
                .onValues("ListDomainNames", domains::list)
                .onValues("ListTags", domains::listTags);
    }

    /** @param others whose are all requests that are not for a domain */
    public HttpService gate(RequestAuthenticator authenticator, HttpService others) {
        SearchApi api = new SearchApi(indexes, new Documents(ports, searching), new SearchHandler(searching));
        return new SearchGate(ports, api, authenticator, others);
    }

    @Override
    public void close() {
        searching.close();
    }
}
