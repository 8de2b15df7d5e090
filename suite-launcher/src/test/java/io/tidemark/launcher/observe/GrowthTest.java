package io.tidemark.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private final Growth growth = new Growth(Map.of("tidemark_fills_total", "symbol"));

  private void see(String page) {
    growth.see(MetricsPage.parse(page));
  }

  @Test
  void countsFromTheFirstReadingOn() {
    see("tidemark_fills_total{symbol=\"BTC/USD\"} 10");
    assertThat(growth.of("tidemark_fills_total")).isEmpty();

    see("tidemark_fills_total{symbol=\"BTC/USD\"} 12");

    assertThat(growth.of("tidemark_fills_total")).containsExactly(Map.entry("BTC/USD", 2L));
  }

  @Test
  void aCounterThatAppearsHasGrownFromNothing() {
    see("tidemark_trades_total 5");

    see("tidemark_fills_total{symbol=\"ETH/USD\"} 3");

    assertThat(growth.of("tidemark_fills_total")).containsExactly(Map.entry("ETH/USD", 3L));
  }

  @Test
  void aCounterThatBeganAnewWithItsServiceGoesOn() {
    see("tidemark_fills_total{symbol=\"BTC/USD\"} 10");
    see("tidemark_fills_total{symbol=\"BTC/USD\"} 14");

    see("tidemark_fills_total{symbol=\"BTC/USD\"} 3");

    // 4 before the restart, 3 after it.
    assertThat(growth.of("tidemark_fills_total")).containsExactly(Map.entry("BTC/USD", 7L));
  }

  @Test
  void seriesOfOneLabelAreAddedUp() {
    see(
        "tidemark_fills_total{symbol=\"BTC/USD\",strategy=\"a\"} 1\n"
            + "tidemark_fills_total{symbol=\"BTC/USD\",strategy=\"b\"} 1");

    see(
        "tidemark_fills_total{symbol=\"BTC/USD\",strategy=\"a\"} 2\n"
            + "tidemark_fills_total{symbol=\"BTC/USD\",strategy=\"b\"} 4");

    assertThat(growth.of("tidemark_fills_total")).containsExactly(Map.entry("BTC/USD", 4L));
  }
}
