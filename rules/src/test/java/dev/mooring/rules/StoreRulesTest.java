package dev.mooring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import dev.mooring.store.TopicRuleRecord;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRulesTest {
    @TempDir
    private Path directory;

    @Test
    void theEngineFollowsTheStoreAndSurvivesItsRestart() throws Exception {
        Location file = new Location.SqliteFile(directory.resolve("mooring.db"));
        try (Store store = SqlStore.open(file, Durability.FSYNC);
                RuleTesting rules = new RuleTesting(RuleLimits.DEFAULT, new StoreRules(store))) {
            store.onChange(rules.engine::changed);
            rules.engine.load();
            put(store, false);
            rules.send("t", "created");
            put(store, true);
            rules.send("t", "disabled");
            put(store, false);
            rules.settle();
            assertThat(rules.publishedTexts()).containsExactly("out created");
        }
        try (Store store = SqlStore.open(file, Durability.FSYNC);
                RuleTesting rules = new RuleTesting(RuleLimits.DEFAULT, new StoreRules(store))) {
            store.onChange(rules.engine::changed);
            rules.engine.load();
            rules.send("t", "restarted");
            rules.settle();
            store.write(tables -> tables.topicRules(RuleTesting.TENANT).delete("r"));
            rules.send("t", "deleted");
            rules.settle();
            assertThat(rules.publishedTexts()).containsExactly("out restarted");
        }
    }

    private static void put(Store store, boolean disabled) {
        String payload = RuleTesting.swapQuotes(RuleTesting.republish("SELECT * FROM \"t\"", "out"));
        store.write(tables -> {
            tables.topicRules(RuleTesting.TENANT)
                    .put(new TopicRuleRecord("r", Optional.of("t"), payload, disabled, RuleTesting.CLOCK.instant()));
            return true;
        });
    }
}
