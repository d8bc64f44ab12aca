package dev.mooring.store;

import dev.mooring.core.Tenant;
import dev.mooring.store.session.SessionTables;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The tables inside one transaction. Valid only while {@link Store#write} or {@link Store#read} runs. */
public final class Tables {
    private final Handle handle;
    private final Consumer<Change> changes;

    Tables(Handle handle, Consumer<Change> changes) {
        this.handle = handle;
        this.changes = changes;
    }

    public ThingTable things(Tenant tenant) {
        return new ThingTable(rows(tenant));
    }

    public CertificateTable certificates(Tenant tenant) {
        return new CertificateTable(rows(tenant));
    }

    /** For a device that shows only its certificate. */
    public CertificateTenants certificateTenants() {
        return new CertificateTenants(handle);
    }

    public PolicyTable policies(Tenant tenant) {
        return new PolicyTable(rows(tenant));
    }

    public PolicyTargetTable policyTargets(Tenant tenant) {
        return new PolicyTargetTable(rows(tenant));
    }

    public ThingPrincipalTable thingPrincipals(Tenant tenant) {
        return new ThingPrincipalTable(rows(tenant));
    }

    public TopicRuleTable topicRules(Tenant tenant) {
        return new TopicRuleTable(rows(tenant));
    }

    public RuleDestinationTable ruleDestinations(Tenant tenant) {
        return new RuleDestinationTable(rows(tenant));
    }

    /** Every tenant that has at least one rule. */
    public java.util.List<Tenant> tenantsWithRules() {
        return TopicRuleTable.tenants(handle);
    }

    public FunctionTable functions(Tenant tenant) {
        return new FunctionTable(rows(tenant));
    }

    public AuthorizerTable authorizers(Tenant tenant) {
        return new AuthorizerTable(rows(tenant));
    }

    public LoggingOptionsTable loggingOptions(Tenant tenant) {
        return new LoggingOptionsTable(rows(tenant));
    }

    /** Every tenant that has set logging options. */
    public java.util.List<Tenant> tenantsWithLoggingOptions() {
        return LoggingOptionsTable.tenants(handle);
    }

    public TagTable tags(Tenant tenant) {
        return new TagTable(rows(tenant));
    }

    /** Of all tenants. */
    public SessionTables sessions() {
        return new SessionTables(handle);
    }

    /** What stand-ins keep of the resources that were created in them. */
    public TargetResourceTable targetResources(Tenant tenant) {
        return new TargetResourceTable(rows(tenant));
    }

    /** What was delivered into stand-ins, in order. */
    public TargetLogTable targetLog(Tenant tenant) {
        return new TargetLogTable(rows(tenant));
    }

    public SqsMessageTable sqsMessages(Tenant tenant) {
        return new SqsMessageTable(rows(tenant));
    }

    public DynamoItemTable dynamoItems(Tenant tenant) {
        return new DynamoItemTable(rows(tenant));
    }

    public MetricPointTable metricPoints(Tenant tenant) {
        return new MetricPointTable(rows(tenant));
    }

    public SearchDocumentTable searchDocuments(Tenant tenant) {
        return new SearchDocumentTable(rows(tenant));
    }

    /** Every tenant that has at least one resource of a kind in a stand-in. */
    public java.util.List<Tenant> tenantsWithTargets(String kind) {
        return TargetResourceTable.tenants(handle, kind);
    }

    private Rows rows(Tenant tenant) {
        return new Rows(handle, tenant, changes);
    }
}
