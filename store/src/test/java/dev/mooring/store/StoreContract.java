package dev.mooring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.store.session.OutboxRecord;
import dev.mooring.store.session.QueuedRecord;
import dev.mooring.store.session.RetainedRecord;
import dev.mooring.store.session.SessionBatch;
import dev.mooring.store.session.SessionRecord;
import dev.mooring.store.session.SessionTables;
import dev.mooring.store.session.SubscriptionRecord;
import dev.mooring.store.session.WillRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do; a subclass opens one. */
abstract class StoreContract {
    static final Tenant HERE = new Tenant("000000000000", "us-east-1");
    static final Tenant THERE = new Tenant("111111111111", "us-east-1");
    static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_123L);

    Store store;

    /** An empty store the first time, the same one again later in a test. */
    abstract Store open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private void reopen() throws Exception {
        store.close();
        store = open();
    }

    static ThingRecord thing(String name, Map<String, String> attributes) {
        return new ThingRecord(name, "id-" + name, Optional.empty(), attributes, 1, NOW);
    }

    void put(Tenant tenant, ThingRecord thing) {
        store.write(tables -> {
            tables.things(tenant).put(thing);
            return thing;
        });
    }

    private Optional<ThingRecord> find(Tenant tenant, String name) {
        return store.read(tables -> tables.things(tenant).find(name));
    }

    private <T> List<T> all(Function<Tables, List<T>> look) {
        return store.read(look);
    }

    private <T> Optional<T> one(Function<Tables, Optional<T>> look) {
        return store.read(look);
    }

    private boolean holds(Function<Tables, Boolean> look) {
        return store.read(look);
    }

    @Test
    void aThingIsThereAfterReopening() throws Exception {
        ThingRecord pi = thing("pi", Map.of("room", "kitchen", "日本", "語"));
        put(HERE, pi);
        reopen();
        assertThat(find(HERE, "pi")).contains(pi);
    }

    @Test
    void tenantsDoNotMeet() {
        put(HERE, thing("pi", Map.of()));
        assertThat(find(THERE, "pi")).isEmpty();
        assertThat(store.read(t -> t.things(THERE).list(Optional.empty(), 10)).items())
                .isEmpty();
    }

    @Test
    void pagesHoldEveryThingOnceInOrder() {
        List<String> names =
                IntStream.range(0, 23).mapToObj(i -> "t%02d".formatted(i)).toList();
        names.reversed().forEach(name -> put(HERE, thing(name, Map.of())));
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Optional<String> from = after;
            Page<ThingRecord> page = store.read(t -> t.things(HERE).list(from, 5));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(5);
            page.items().forEach(thing -> seen.add(thing.name()));
            after = page.next();
        } while (after.isPresent());
        assertThat(seen).isEqualTo(names);
    }

    @Test
    void aFullLastPageHasNoNext() {
        put(HERE, thing("a", Map.of()));
        put(HERE, thing("b", Map.of()));
        assertThat(store.read(t -> t.things(HERE).list(Optional.empty(), 2)).next())
                .isEmpty();
    }

    @Test
    void attributesAreFoundByValueAndByPrefixAndForgottenWhenReplaced() {
        put(HERE, thing("a", Map.of("room", "kitchen")));
        put(HERE, thing("b", Map.of("room", "kitchen-2")));
        put(HERE, thing("c", Map.of("room", "hall")));
        assertThat(byRoom("kitchen", false)).containsExactly("a");
        assertThat(byRoom("kitchen", true)).containsExactly("a", "b");
        put(HERE, thing("a", Map.of("room", "hall")));
        assertThat(byRoom("hall", false)).containsExactly("a", "c");
        assertThat(byRoom("kitchen", true)).containsExactly("b");
        boolean deleted = store.write(t -> t.things(HERE).delete("c"));
        assertThat(deleted).isTrue();
        assertThat(byRoom("hall", false)).containsExactly("a");
    }

    private List<String> byRoom(String value, boolean prefix) {
        return store
                .read(t -> t.things(HERE).listByAttribute("room", value, prefix, Optional.empty(), 10))
                .items()
                .stream()
                .map(ThingRecord::name)
                .toList();
    }

    @Test
    void aChangeThatThrowsLeavesNothingAndTellsNobody() {
        List<Change> heard = new CopyOnWriteArrayList<>();
        store.onChange(heard::add);
        assertThatThrownBy(() -> store.write(tables -> {
                    tables.things(HERE).put(thing("half", Map.of("a", "b")));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(find(HERE, "half")).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void changesAreHeardOnceCommitted() {
        List<Boolean> visible = new CopyOnWriteArrayList<>();
        List<Change> heard = new CopyOnWriteArrayList<>();
        store.onChange(change -> {
            heard.add(change);
            visible.add(find(HERE, "pi").isPresent());
        });
        put(HERE, thing("pi", Map.of()));
        assertThat(heard).containsExactly(new Change(HERE, Change.Kind.THING, "pi"));
        assertThat(visible).containsExactly(true);
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        List<Thread> threads = IntStream.range(0, 200)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    if (i % 10 == 0) {
                        assertThatThrownBy(() -> store.write(tables -> {
                                    tables.things(HERE).put(thing("bad" + i, Map.of()));
                                    throw new IllegalStateException();
                                }))
                                .isInstanceOf(IllegalStateException.class);
                    } else {
                        put(HERE, thing("good" + i, Map.of()));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(store.read(t -> t.things(HERE).list(Optional.empty(), 1000)).items())
                .hasSize(180)
                .allMatch(thing -> thing.name().startsWith("good"));
    }

    @Test
    void readsMayNotWrite() {
        assertThatThrownBy(() -> store.read(tables -> {
                    tables.things(HERE).put(thing("x", Map.of()));
                    return 1;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(find(HERE, "x")).isEmpty();
    }

    @Test
    void certificatesKeepTheirStateAndAreFoundAcrossTenants() throws Exception {
        CertificateRecord made = new CertificateRecord(
                "ab".repeat(32),
                "PEM",
                CertificateRecord.Status.ACTIVE,
                CertificateRecord.Mode.DEFAULT,
                Optional.empty(),
                NOW,
                NOW.plusSeconds(60),
                1,
                "g",
                NOW,
                NOW);
        CertificateRecord revoked = made.withStatus(CertificateRecord.Status.REVOKED, NOW.plusSeconds(1));
        store.write(t -> {
            t.certificates(THERE).put(made);
            t.certificates(THERE).put(revoked);
            return 0;
        });
        reopen();
        assertThat(all(t -> t.certificateTenants().find(made.certificateId())))
                .containsExactly(new CertificateTenants.Owned(THERE, revoked));
        assertThat(revoked.customerVersion()).isEqualTo(2);
        boolean deletedElsewhere = store.write(t -> t.certificates(HERE).delete(made.certificateId()));
        assertThat(deletedElsewhere).isFalse();
    }

    @Test
    void policiesKeepTheirVersionsInOrder() {
        store.write(t -> {
            t.policies(HERE).put(new PolicyRecord("p", 1, 12, "g", NOW, NOW));
            t.policies(HERE).addVersion("p", new PolicyRecord.Version(2, "{2}", NOW));
            t.policies(HERE).addVersion("p", new PolicyRecord.Version(12, "{12}", NOW));
            t.policies(HERE).addVersion("p", new PolicyRecord.Version(1, "{1}", NOW));
            return 0;
        });
        assertThat(all(t -> t.policies(HERE).versions("p")))
                .extracting(PolicyRecord.Version::version)
                .containsExactly(1, 2, 12);
        boolean deleted = store.write(t -> t.policies(HERE).delete("p"));
        assertThat(deleted).isTrue();
        assertThat(all(t -> t.policies(HERE).versions("p"))).isEmpty();
    }

    @Test
    void attachingTwiceIsOneAttachment() {
        String target = "arn:aws:iot:us-east-1:000000000000:cert/1";
        boolean first = store.write(t -> t.policyTargets(HERE).attach("p", target));
        boolean second = store.write(t -> t.policyTargets(HERE).attach("p", target));
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(all(t -> t.policyTargets(HERE).policiesOf(target))).containsExactly("p");
        store.write(t -> {
            t.policyTargets(HERE).detachAll(target);
            return 0;
        });
        assertThat(holds(t -> t.policyTargets(HERE).hasTargets("p"))).isFalse();
    }

    @Test
    void thingPrincipalsRememberExclusivity() {
        var attachment = new ThingPrincipalTable.Attachment("pi", "arn:cert", true);
        store.write(t -> {
            t.thingPrincipals(HERE).attach(attachment);
            return 0;
        });
        assertThat(one(t -> t.thingPrincipals(HERE).exclusiveOf("arn:cert"))).contains(attachment);
        assertThat(store.read(t -> t.thingPrincipals(HERE).thingsOf("arn:cert", Optional.empty(), 5))
                        .items())
                .containsExactly(attachment);
    }

    @Test
    void rulesAreFilteredByPatternAndState() {
        TopicRuleRecord on = new TopicRuleRecord("on", Optional.of("a/#"), "{}", false, NOW);
        TopicRuleRecord off = new TopicRuleRecord("off", Optional.of("a/#"), "{}", true, NOW);
        TopicRuleRecord basic = new TopicRuleRecord("basic", Optional.empty(), "{}", false, NOW);
        store.write(t -> {
            List.of(on, off, basic).forEach(t.topicRules(HERE)::put);
            return 0;
        });
        assertThat(all(t -> t.topicRules(HERE).all())).containsExactly(basic, off, on);
        assertThat(store.read(t ->
                                t.topicRules(HERE).list(Optional.of("a/#"), Optional.of(false), Optional.empty(), 10))
                        .items())
                .containsExactly(on);
        assertThat(all(Tables::tenantsWithRules)).containsExactly(HERE);
    }

    @Test
    void functionsAndTagsAreKept() throws Exception {
        FunctionRecord function = new FunctionRecord("f", "{\"a\":1}", "sha", 7, "", "rev", NOW, NOW);
        store.write(t -> {
            t.functions(HERE).put(function);
            t.tags(HERE).put("arn:f", Map.of("k", "v", "k2", "v2"));
            t.tags(HERE).put("arn:f", Map.of("k", "w"));
            t.tags(HERE).remove("arn:f", List.of("k2"));
            return 0;
        });
        reopen();
        assertThat(one(t -> t.functions(HERE).find("f"))).contains(function);
        assertThat(holds(t -> t.functions(HERE).usesCode("sha"))).isTrue();
        assertThat(holds(t -> t.functions(THERE).usesCode("sha"))).isFalse();
        Map<String, String> tags = store.read(t -> t.tags(HERE).of("arn:f"));
        assertThat(tags).containsExactly(Map.entry("k", "w"));
    }

    @Test
    void textThatLooksLikeSqlIsOnlyText() {
        ThingRecord nasty = thing("x'; DROP TABLE thing; --", Map.of("a", "%_'\"\\ "));
        put(HERE, nasty);
        assertThat(find(HERE, nasty.name())).contains(nasty);
    }

    @Test
    void resourcesOfTargetsAreListedByKindAndPrefix() {
        store.write(tables -> {
            for (String name : List.of("a-1", "a-2", "b-1")) {
                tables.targetResources(HERE).put(new TargetResource("x.kind", name, "{}", NOW));
            }
            tables.targetResources(HERE).put(new TargetResource("y.kind", "a-3", "{}", NOW));
            tables.targetResources(THERE).put(new TargetResource("x.kind", "a-4", "{}", NOW));
            return true;
        });
        Page<TargetResource> first =
                store.read(tables -> tables.targetResources(HERE).list("x.kind", "a-", Optional.empty(), 1));
        assertThat(first.items()).extracting(TargetResource::name).containsExactly("a-1");
        assertThat(store.read(tables -> tables.targetResources(HERE).list("x.kind", "a-", first.next(), 5))
                        .items())
                .extracting(TargetResource::name)
                .containsExactly("a-2");
        assertThat(all(tables -> tables.tenantsWithTargets("x.kind"))).containsExactlyInAnyOrder(HERE, THERE);
        assertThat(store.<Boolean>write(tables -> tables.targetResources(HERE).delete("x.kind", "a-1")))
                .isTrue();
        assertThat(one(tables -> tables.targetResources(HERE).find("x.kind", "a-1")))
                .isEmpty();
    }

    @Test
    void aTargetsLogIsReadByPositionAndTimeAndForgotten() {
        store.write(tables -> {
            for (int i = 1; i <= 4; i++) {
                tables.targetLog(HERE).append("log", new TargetLogEntry(i, NOW.plusSeconds(i), "entry " + i));
            }
            return true;
        });
        assertThat(all(tables -> tables.targetLog(HERE).after("log", 1, 2)))
                .extracting(TargetLogEntry::position)
                .containsExactly(2L, 3L);
        assertThat(all(tables -> tables.targetLog(HERE).before("log", 4, 1)))
                .extracting(TargetLogEntry::position)
                .containsExactly(3L);
        assertThat(all(tables -> tables.targetLog(HERE).between("log", NOW.plusSeconds(2), NOW.plusSeconds(4), 9)))
                .extracting(TargetLogEntry::position)
                .containsExactly(2L, 3L);
        assertThat(one(tables -> tables.targetLog(HERE).firstAt("log", NOW.plusSeconds(3))))
                .map(TargetLogEntry::position)
                .contains(3L);
        store.write(tables -> {
            tables.targetLog(HERE).deleteThrough("log", 1);
            tables.targetLog(HERE).deleteBefore("log", NOW.plusSeconds(3));
            tables.targetLog(HERE).delete("log", 4);
            return true;
        });
        assertThat(all(tables -> tables.targetLog(HERE).after("log", -1, 9)))
                .extracting(TargetLogEntry::position)
                .containsExactly(3L);
        assertThat(all(tables -> tables.targetLog(THERE).after("log", -1, 9))).isEmpty();
    }

    @Test
    void pointsOfMetricsAreReplacedReadInOrderAndForgotten() {
        store.write(tables -> {
            for (int i = 1; i <= 4; i++) {
                tables.metricPoints(HERE)
                        .put(new MetricPointTable.Key("m", 60, NOW.plusSeconds(60L * i), "None"), "point " + i);
            }
            tables.metricPoints(HERE)
                    .put(new MetricPointTable.Key("m", 60, NOW.plusSeconds(180), "None"), "point three");
            tables.metricPoints(HERE).put(new MetricPointTable.Key("m", 1, NOW, "None"), "second");
            tables.metricPoints(THERE).put(new MetricPointTable.Key("m", 60, NOW, "None"), "elsewhere");
            return true;
        });
        assertThat(all(tables ->
                        tables.metricPoints(HERE).between("m", 60, NOW.plusSeconds(120), NOW.plusSeconds(240))))
                .extracting(MetricPointTable.Point::body)
                .containsExactly("point 2", "point three");
        assertThat(one(tables -> tables.metricPoints(HERE)
                        .find(new MetricPointTable.Key("m", 60, NOW.plusSeconds(60), "Count"))))
                .isEmpty();
        assertThat(one(tables -> tables.metricPoints(HERE).startOfNewest(60, 1)))
                .contains(NOW.plusSeconds(180).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        assertThat(one(tables -> tables.metricPoints(HERE).startOfNewest(60, 4)))
                .isEmpty();
        store.write(tables -> {
            tables.metricPoints(HERE).deleteBefore(60, NOW.plusSeconds(240));
            return true;
        });
        assertThat(all(tables -> tables.metricPoints(HERE).between("m", 60, NOW, NOW.plusSeconds(999))))
                .extracting(MetricPointTable.Point::body)
                .containsExactly("point 4");
        assertThat(all(tables -> tables.metricPoints(HERE).between("m", 1, NOW, NOW.plusSeconds(999))))
                .hasSize(1);
    }

    @Test
    void documentsAreReplacedCountedReadInOrderAndDeleted() {
        SearchDocumentTable.Index index = new SearchDocumentTable.Index("d", "i");
        SearchDocumentTable.Index other = new SearchDocumentTable.Index("d", "other");
        assertThat(one(tables -> Optional.of(tables.searchDocuments(HERE).lastSequence(index))))
                .contains(-1L);
        store.write(tables -> {
            for (int i = 0; i < 3; i++) {
                tables.searchDocuments(HERE).put(index, new SearchDocumentTable.Document("id" + i, "{}", 1, i));
            }
            tables.searchDocuments(HERE).put(index, new SearchDocumentTable.Document("id1", "{\"a\":1}", 2, 3));
            tables.searchDocuments(HERE).put(other, new SearchDocumentTable.Document("id1", "{}", 1, 0));
            return tables.searchDocuments(HERE).delete(index, "id0");
        });
        assertThat(one(tables -> tables.searchDocuments(HERE).find(index, "id1")))
                .contains(new SearchDocumentTable.Document("id1", "{\"a\":1}", 2, 3));
        assertThat(one(tables -> tables.searchDocuments(THERE).find(index, "id1")))
                .isEmpty();
        assertThat(all(tables -> tables.searchDocuments(HERE).after(index, "id1", 9)))
                .extracting(SearchDocumentTable.Document::id)
                .containsExactly("id2");
        assertThat(one(tables -> Optional.of(tables.searchDocuments(HERE).lastSequence(index))))
                .contains(3L);
        store.write(tables -> {
            tables.searchDocuments(HERE).deleteAll(index);
            return true;
        });
        assertThat(one(tables -> Optional.of(tables.searchDocuments(HERE).count(index))))
                .contains(0L);
        assertThat(one(tables -> Optional.of(tables.searchDocuments(HERE).count(other))))
                .contains(1L);
    }

    private static SqsMessageRecord message(long sequence, Optional<String> group) {
        return new SqsMessageRecord(
                sequence,
                "id-" + sequence,
                "body",
                "{}",
                group,
                group,
                Optional.empty(),
                NOW,
                Optional.empty(),
                NOW,
                0,
                Optional.empty());
    }

    @Test
    void aMessageInFlightHoldsBackItsGroup() {
        store.write(tables -> {
            SqsMessageTable messages = tables.sqsMessages(HERE);
            messages.insert("q", message(1, Optional.of("g")));
            messages.insert("q", message(2, Optional.of("g")));
            messages.insert("q", message(3, Optional.of("h")));
            messages.update("q", message(1, Optional.of("g")).received(NOW, NOW.plusSeconds(30), "receipt"));
            return true;
        });
        assertThat(all(tables -> tables.sqsMessages(HERE).visible("q", NOW, -1, 10)))
                .extracting(SqsMessageRecord::sequence)
                .containsExactly(3L);
        assertThat(one(tables -> Optional.of(tables.sqsMessages(HERE).count("q", NOW))))
                .contains(new SqsMessageTable.Counts(2, 1, 0));
        assertThat(one(tables -> tables.sqsMessages(HERE).find("q", 1, "receipt")))
                .get()
                .satisfies(found -> assertThat(found.firstReceivedAt()).contains(NOW));
        assertThat(one(tables -> tables.sqsMessages(HERE).nextVisible("q"))).contains(NOW);
        store.write(tables -> {
            tables.sqsMessages(HERE).remember("q", "d", new SqsMessageTable.Sent("id-1", 1), NOW, NOW.plusSeconds(300));
            return true;
        });
        assertThat(one(tables -> tables.sqsMessages(HERE).sent("q", "d", NOW))).isPresent();
        assertThat(one(tables -> tables.sqsMessages(HERE).sent("q", "d", NOW.plusSeconds(300))))
                .isEmpty();
    }

    @Test
    void itemsAreWalkedByKeyAndByIndexInEitherDirection() {
        store.write(tables -> {
            for (int i = 1; i <= 3; i++) {
                tables.dynamoItems(HERE)
                        .put(
                                "t",
                                new DynamoItemTable.Item(new DynamoItemTable.Key("h", "r" + i), "{" + i + "}"),
                                i == 3 ? Optional.of(NOW) : Optional.empty(),
                                List.of(new DynamoItemTable.IndexEntry("by", "i", "x")));
            }
            return true;
        });
        Function<Tables, List<DynamoItemTable.Item>> descending = tables -> tables.dynamoItems(HERE)
                .walk(
                        "t",
                        new DynamoItemTable.Walk(
                                Optional.empty(), Optional.of("h"), "r1", "r9", false, Optional.empty()),
                        NOW.minusSeconds(1),
                        2);
        assertThat(all(descending)).extracting(DynamoItemTable.Item::item).containsExactly("{3}", "{2}");
        Function<Tables, List<DynamoItemTable.Item>> byIndex = tables -> tables.dynamoItems(HERE)
                .walk(
                        "t",
                        new DynamoItemTable.Walk(
                                Optional.of("by"),
                                Optional.of("i"),
                                "",
                                "z",
                                true,
                                Optional.of(new DynamoItemTable.Start("i", "x", new DynamoItemTable.Key("h", "r1")))),
                        NOW,
                        9);
        assertThat(all(byIndex))
                .as("after the first, without the expired")
                .extracting(DynamoItemTable.Item::item)
                .containsExactly("{2}");
        assertThat(all(tables -> tables.dynamoItems(HERE).expired("t", NOW, 9)))
                .containsExactly(new DynamoItemTable.Key("h", "r3"));
    }

    private static AuthorizerRecord authorizer(String name, boolean active) {
        return new AuthorizerRecord(
                name,
                "arn:function",
                Optional.of("token"),
                Map.of("k1", "-----BEGIN PUBLIC KEY-----"),
                true,
                active,
                false,
                NOW,
                NOW);
    }

    private void putAuthorizers(Tenant tenant, AuthorizerRecord... authorizers) {
        store.write(tables -> {
            for (AuthorizerRecord authorizer : authorizers) {
                tables.authorizers(tenant).put(authorizer);
            }
            return authorizers;
        });
    }

    @Test
    void anAuthorizerIsThereAfterReopeningAndBelongsToItsTenant() throws Exception {
        putAuthorizers(HERE, authorizer("a", true));
        reopen();
        assertThat(one(tables -> tables.authorizers(HERE).find("a"))).contains(authorizer("a", true));
        assertThat(one(tables -> tables.authorizers(THERE).find("a"))).isEmpty();
    }

    @Test
    void authorizersAreListedByNameAndStatus() {
        putAuthorizers(HERE, authorizer("c", true), authorizer("a", false), authorizer("b", true));
        Page<AuthorizerRecord> last =
                store.read(tables -> tables.authorizers(HERE).list(Optional.empty(), Optional.empty(), false, 2));
        assertThat(last.items()).containsExactly(authorizer("c", true), authorizer("b", true));
        assertThat(last.next()).contains("b");
        assertThat(all(tables -> tables.authorizers(HERE)
                        .list(Optional.of(false), Optional.empty(), true, 10)
                        .items()))
                .containsExactly(authorizer("a", false));
        assertThat(holds(tables -> tables.authorizers(HERE).hasActive())).isTrue();
        assertThat(holds(tables -> tables.authorizers(THERE).hasActive())).isFalse();
    }

    @Test
    void oneAuthorizerIsTheDefaultAndStaysItWhenItChanges() {
        putAuthorizers(HERE, authorizer("a", true), authorizer("b", true));
        assertThat(one(tables -> tables.authorizers(HERE).defaultAuthorizer())).isEmpty();
        for (String name : List.of("a", "b")) {
            store.write(tables -> {
                tables.authorizers(HERE).setDefault(Optional.of(name));
                return name;
            });
            assertThat(one(tables -> tables.authorizers(HERE).defaultAuthorizer()))
                    .contains(authorizer(name, true));
        }
        putAuthorizers(HERE, authorizer("b", false));
        assertThat(one(tables -> tables.authorizers(HERE).defaultAuthorizer())).contains(authorizer("b", false));
        boolean deleted = store.write(tables -> tables.authorizers(HERE).delete("b"));
        assertThat(deleted).isTrue();
        assertThat(one(tables -> tables.authorizers(HERE).defaultAuthorizer())).isEmpty();
    }

    @Test
    void loggingOptionsAreOneDocumentATenant() throws Exception {
        assertThat(one(t -> t.loggingOptions(HERE).find())).isEmpty();
        List<Change> changes = new CopyOnWriteArrayList<>();
        store.onChange(changes::add);
        for (String options : List.of("{}", "{\"a\":1}")) {
            store.write(t -> {
                t.loggingOptions(HERE).put(options);
                return options;
            });
        }
        assertThat(changes)
                .containsOnly(new Change(HERE, Change.Kind.LOGGING_OPTIONS, ""))
                .hasSize(2);
        reopen();
        assertThat(one(t -> t.loggingOptions(HERE).find())).contains("{\"a\":1}");
        assertThat(one(t -> t.loggingOptions(THERE).find())).isEmpty();
        assertThat(all(Tables::tenantsWithLoggingOptions)).containsExactly(HERE);
    }

    // ---- sessions

    private static final byte[] BODY = {1, 2, 3};

    private static QueuedRecord queued(long session, long sequence, int packetId) {
        return new QueuedRecord(session, sequence, packetId, Optional.of(BODY));
    }

    private void sessions(Consumer<SessionBatch> changes) {
        SessionBatch batch = new SessionBatch();
        changes.accept(batch);
        store.write(tables -> {
            tables.sessions().apply(batch);
            return batch;
        });
    }

    private <T> List<T> inSessions(BiConsumer<SessionTables, Consumer<T>> look) {
        return store.read(tables -> {
            List<T> found = new ArrayList<>();
            look.accept(tables.sessions(), found::add);
            return found;
        });
    }

    private List<String> queue() {
        return inSessions(SessionTables::queued).stream()
                .map(message -> message.session() + "/" + message.sequence() + " id " + message.packetId()
                        + (message.message().isPresent() ? "" : " released"))
                .toList();
    }

    @Test
    void aSessionIsThereAgainWithAllItHas() throws Exception {
        SessionRecord session = new SessionRecord(7, HERE, "client", "id", 3600, OptionalLong.empty());
        SubscriptionRecord subscription = new SubscriptionRecord(7, "a/+", 1, true, false, 9);
        sessions(batch -> {
            batch.save(session);
            batch.subscribe(subscription);
            batch.subscribe(new SubscriptionRecord(7, "gone", 1, false, false, 0));
            batch.unsubscribe(7, "gone");
            batch.queue(queued(7, 2, 0));
            batch.queue(queued(7, 1, 5));
            batch.receive(7, 65_535);
            batch.retain(new RetainedRecord(HERE, "t", BODY));
        });
        reopen();
        assertThat(inSessions(SessionTables::sessions)).containsExactly(session);
        assertThat(inSessions(SessionTables::subscriptions)).containsExactly(subscription);
        assertThat(inSessions(SessionTables::queued))
                .usingRecursiveComparison()
                .isEqualTo(List.of(queued(7, 1, 5), queued(7, 2, 0)));
        assertThat(inSessions((SessionTables tables, Consumer<Integer> found) ->
                        tables.received((number, packetId) -> found.accept(packetId))))
                .containsExactly(65_535);
        assertThat(inSessions(SessionTables::retained))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new RetainedRecord(HERE, "t", BODY)));
    }

    @Test
    void willsAndWorkStayUntilTheyAreDone() throws Exception {
        sessions(batch -> {
            batch.keepWill(new WillRecord(1, HERE, "a", 0, BODY));
            batch.keepWill(new WillRecord(2, HERE, "b", 30, BODY));
            batch.keepWill(new WillRecord(3, HERE, "c", 0, BODY));
            batch.finishWill(3);
            batch.addWork(new OutboxRecord(1, HERE, "rule", BODY));
            batch.addWork(new OutboxRecord(2, HERE, "rule", BODY));
        });
        sessions(batch -> {
            batch.finishWill(1);
            batch.finishWork(1);
        });
        reopen();
        assertThat(inSessions(SessionTables::wills))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new WillRecord(2, HERE, "b", 30, BODY)));
        assertThat(inSessions(SessionTables::outbox))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new OutboxRecord(2, HERE, "rule", BODY)));
    }

    @Test
    void changesOfSessionsComeOutTheSameInOneBatchOrInMany() {
        List<Consumer<SessionBatch>> changes = List.of(
                batch -> batch.queue(queued(1, 1, 0)),
                batch -> batch.packetId(1, 1, 17),
                batch -> batch.queue(queued(1, 2, 18)),
                batch -> batch.release(1, 2),
                batch -> batch.queue(queued(1, 3, 0)),
                batch -> batch.complete(1, 3),
                batch -> batch.queue(queued(2, 1, 0)),
                batch -> batch.end(2));
        sessions(batch -> changes.forEach(change -> change.accept(batch)));
        List<String> expected = List.of("1/1 id 17", "1/2 id 18 released");
        assertThat(queue()).isEqualTo(expected);
        sessions(batch -> batch.end(1));
        assertThat(queue()).isEmpty();
        changes.forEach(this::sessions);
        assertThat(queue()).isEqualTo(expected);
    }

    @Test
    void aSessionThatEndsLeavesNothing() {
        SessionRecord session = new SessionRecord(7, HERE, "client", "id", 3600, OptionalLong.of(12));
        sessions(batch -> {
            batch.save(session);
            batch.subscribe(new SubscriptionRecord(7, "a", 1, false, false, 0));
            batch.queue(queued(7, 1, 0));
            batch.receive(7, 1);
        });
        sessions(batch -> {
            batch.complete(7, 1);
            batch.receiveDone(7, 1);
            batch.end(7);
        });
        assertThat(inSessions(SessionTables::sessions)).isEmpty();
        assertThat(inSessions(SessionTables::subscriptions)).isEmpty();
        assertThat(queue()).isEmpty();
    }

    @Test
    void theLastRetainedMessageOfATopicCounts() {
        sessions(batch -> {
            batch.retain(new RetainedRecord(HERE, "t", BODY));
            batch.retain(new RetainedRecord(THERE, "t", BODY));
        });
        sessions(batch -> {
            batch.removeRetained(THERE, "t");
            batch.retain(new RetainedRecord(HERE, "t", new byte[] {9}));
        });
        assertThat(inSessions(SessionTables::retained))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new RetainedRecord(HERE, "t", new byte[] {9})));
    }

    @Test
    void workOfTheOutboxIsThereAgainInItsOrderUntilItIsDone() throws Exception {
        OutboxRecord first = new OutboxRecord(9, HERE, "rule", BODY);
        OutboxRecord second = new OutboxRecord(10, THERE, "rule", new byte[] {1, 0, -1});
        sessions(batch -> {
            batch.addWork(second);
            batch.addWork(first);
            batch.addWork(new OutboxRecord(11, HERE, "done at once", BODY));
            batch.finishWork(11);
        });
        reopen();
        assertThat(inSessions(SessionTables::outbox)).usingRecursiveComparison().isEqualTo(List.of(first, second));
        sessions(batch -> batch.finishWork(9));
        assertThat(inSessions(SessionTables::outbox)).usingRecursiveComparison().isEqualTo(List.of(second));
    }
}
