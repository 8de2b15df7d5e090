package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.performance.TradeResult;
import io.tidemark.position.stage.ScopeResults.Closing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScopeResultsTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final BigDecimal CASH = new BigDecimal("10000");

  @Test
  void comesToTheSameInWhateverOrderPositionsCloseAndAreTakenBack() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      ScopeResults results = new ScopeResults(CASH);
      Map<Closing, TradeResult> held = new HashMap<>();
      Instant latest = START;
      for (int turn = 0; turn < 200; turn++) {
        if (random.nextInt(10) == 0 && !held.isEmpty()) {
          Closing back = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
          results.remove(back);
          held.remove(back);
        } else {
          latest = latest.plusSeconds(random.nextInt(40_000));
          Instant at = random.nextInt(8) == 0 ? latest.minusSeconds(90_000) : latest;
          Closing closing = new Closing(at, new UUID(random.nextLong(), random.nextLong()));
          TradeResult result = result(at, random.nextInt(2_001) - 1_000);
          results.put(closing, result);
          held.put(closing, result);
        }
        if (random.nextInt(5) == 0) {
          assertEqualsThatSummedUpAfresh(results, held);
        }
      }
      assertEqualsThatSummedUpAfresh(results, held);
    }
  }

  private static TradeResult result(Instant at, int cents) {
    return new TradeResult(at.minus(Duration.ofMinutes(5)), at, BigDecimal.valueOf(cents, 2));
  }

  private static void assertEqualsThatSummedUpAfresh(
      ScopeResults results, Map<Closing, TradeResult> held) {
    ScopeResults afresh = new ScopeResults(CASH);
    List<Map.Entry<Closing, TradeResult>> inOrder = new ArrayList<>(held.entrySet());
    inOrder.sort(
        (one, other) -> {
          int byTime = one.getKey().at().compareTo(other.getKey().at());
          return byTime != 0
              ? byTime
              : one.getKey().positionId().compareTo(other.getKey().positionId());
        });
    inOrder.forEach(entry -> afresh.put(entry.getKey(), entry.getValue()));
    assertThat(results.trades()).isEqualTo(afresh.trades());
    assertThat(results.equity()).isEqualTo(afresh.equity());
  }
}
