package io.tidemark.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentHashesTest {

  @Test
  void knowsTheLatestAndNoOthers() {
    RecentHashes recent = new RecentHashes(64);
    Set<String> model = new LinkedHashSet<>();
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      String text = "trade-" + random.nextInt(150);
      assertThat(recent.add(text)).isEqualTo(model.add(text));
      if (model.size() > 64) {
        model.remove(model.iterator().next());
      }
      String other = "trade-" + random.nextInt(150);
      assertThat(recent.contains(other)).isEqualTo(model.contains(other));
    }
  }

  @Test
  void forgetsAllWhenCleared() {
    RecentHashes recent = new RecentHashes(16);
    var _ = recent.add("one");
    recent.clear();

    assertThat(recent.contains("one")).isFalse();
    assertThat(recent.add("one")).isTrue();
  }

  @Test
  void takesLessThanThirtyMegabytesForThreeHundredPairs() {
    long before = used();
    List<RecentHashes> pairs = new ArrayList<>();
    for (int pair = 0; pair < 300; pair++) {
      RecentHashes recent = new RecentHashes(4096);
      for (int trade = 0; trade < 5000; trade++) {
        var _ = recent.add(pair + "-" + trade);
      }
      pairs.add(recent);
    }

    assertThat(used() - before).isLessThan(30L << 20);
    assertThat(pairs.getFirst().contains("0-4999")).isTrue();
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void refusesASizeThatIsNoPowerOfTwo() {
    assertThatThrownBy(() -> new RecentHashes(100)).hasMessageContaining("power of two");
  }
}
