package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionCacheTest {
    @Test
    void forgetsEverythingWhenTheVersionChanges() {
        DecisionCache cache = new DecisionCache();
        assertThat(cache.get("t", 7)).isNull();
        cache.put("t", true);
        assertThat(cache.get("t", 7)).isTrue();
        assertThat(cache.get("t", 8)).isNull();
        assertThat(cache.get("t", 8)).isNull();
    }

    @Test
    void aFreshCacheKnowsNothingWhateverTheVersion() {
        assertThat(new DecisionCache().get("t", 0)).isNull();
    }
}
