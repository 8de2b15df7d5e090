package io.tidemark.scanner.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarketViewsTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final MarketViews views = new MarketViews(Duration.ofSeconds(60));

  private static Instant minute(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static BarsClosed bars(InstrumentId instrument, int closesAt, String close) {
    Price price = Price.of(close);
    Bar bar =
        new Bar(
            Timeframe.M1,
            minute(closesAt - 1),
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.VENUE_CANDLE,
            0);
    return new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, bar.closeTime());
  }

  private static StrategyDecision decision(
      String strategy, Outcome outcome, @Nullable SignalType type, double confidence) {
    return new StrategyDecision(
        Ids.of("decision", strategy),
        strategy,
        Timeframe.M1,
        outcome,
        type,
        confidence,
        0,
        null,
        List.of(),
        Map.of(strategy, 1.0),
        "hash",
        null);
  }

  @Test
  void takesOneAtEachInstantWithWhatClosedByThen() {
    assertThat(views.take(bars(BTC, 1, "100"), null))
        .extracting(MarketSnapshot::time)
        .containsExactly(minute(1));

    List<MarketSnapshot> due = views.take(bars(BTC, 4, "103"), null);

    assertThat(due)
        .extracting(MarketSnapshot::time)
        .containsExactly(minute(2), minute(3), minute(4));
    assertThat(due)
        .extracting(one -> one.bar().close().toString())
        .containsExactly("100", "100", "103");
  }

  @Test
  void takesThemByTimeOfMarketsInWhichNothingTrades() {
    views.take(bars(BTC, 1, "100"), null);
    views.take(bars(ETH, 2, "10"), null);

    assertThat(views.dueThrough(minute(2)))
        .extracting(MarketSnapshot::instrument)
        .containsExactly(BTC);
    assertThat(views.dueThrough(minute(2))).isEmpty();
    views.forget(List.of(ETH));
    assertThat(views.dueThrough(minute(3)))
        .extracting(MarketSnapshot::instrument)
        .containsExactly(BTC);
  }

  @Test
  void leansAsTheLatestSignalsOfAllStrategiesDo() {
    BarsClosed first = bars(BTC, 1, "100");
    ScanDecided decided =
        new ScanDecided(
            BTC,
            "r",
            first.closeTime(),
            List.of(
                decision("a", Outcome.SIGNAL, SignalType.BUY, 0.8),
                decision("b", Outcome.SIGNAL, SignalType.SELL, 0.2),
                decision("c", Outcome.BLOCKED, SignalType.BUY, 1),
                decision("d", Outcome.HOLD, null, 0)),
            first.closeTime());

    MarketSnapshot snapshot = views.take(first, decided).getFirst();

    assertThat(snapshot.sentiment()).isCloseTo(0.15, within(1e-12));
    assertThat(snapshot.indicators()).containsOnlyKeys("1m");
    assertThat(snapshot.indicators().get("1m")).containsOnlyKeys("a", "b", "c", "d");
    assertThat(new MarketViews(Duration.ofSeconds(60)).take(first, null).getFirst().sentiment())
        .isNull();
  }

  @Test
  void refusesAnIntervalThatIsTooShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarketViews(Duration.ofMillis(999)))
        .withMessage("tidemark.scanner.market-snapshot-interval must be 1s or above, was PT0.999S");
  }
}
