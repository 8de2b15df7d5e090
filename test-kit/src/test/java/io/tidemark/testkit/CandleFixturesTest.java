package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleFixturesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void givesTheSameForTheSameSeed() {
    assertThat(CandleFixtures.candles(7, 50, START, MINUTE))
        .isEqualTo(CandleFixtures.candles(7, 50, START, MINUTE))
        .isNotEqualTo(CandleFixtures.candles(8, 50, START, MINUTE));
    assertThat(CandleFixtures.trades(7, 50, START)).isEqualTo(CandleFixtures.trades(7, 50, START));
  }

  @Test
  void candlesAreWhatAMarketCouldGive() {
    List<CandleRow> candles = CandleFixtures.candles(1, 5_000, START, MINUTE);
    assertThat(candles)
        .hasSize(5_000)
        .allSatisfy(
            candle -> {
              assertThat(candle.low()).isPositive();
              assertThat(candle.open()).isBetween(candle.low(), candle.high());
              assertThat(candle.close()).isBetween(candle.low(), candle.high());
              assertThat(candle.volume()).isPositive();
            });
    assertThat(candles.getLast().openTime()).isEqualTo(START.plus(MINUTE.multipliedBy(4_999)));
    for (int i = 1; i < candles.size(); i++) {
      assertThat(candles.get(i).open()).isEqualTo(candles.get(i - 1).close());
    }
  }

  @Test
  void tradesAreInOrderOfTime() {
    List<TradeRow> trades = CandleFixtures.trades(1, 5_000, START);
    assertThat(trades)
        .hasSize(5_000)
        .isSortedAccordingTo(Comparator.comparing(TradeRow::time))
        .allSatisfy(trade -> assertThat(trade.price()).isGreaterThan(BigDecimal.ZERO))
        .anyMatch(TradeRow::buy)
        .anyMatch(trade -> !trade.buy());
  }
}
