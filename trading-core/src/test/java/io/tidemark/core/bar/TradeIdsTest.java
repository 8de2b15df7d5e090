package io.tidemark.core.bar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a builder knows again of its trades is bounded, and so is what can be amended. */
class TradeIdsTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.M1, Timeframe.M5);
  private static final int A_MINUTE = 600;

  private final Trades trades = new Trades();

  private List<MarketTrade> minutes(int count) {
    List<MarketTrade> made = new ArrayList<>();
    for (int i = 0; i < count * A_MINUTE; i++) {
      made.add(trades.at(START.plusMillis(100L * i).toString(), "100", "1"));
    }
    return made;
  }

  private static BarBuilder builder(int remembered) {
    BarBuilder builder =
        new BarBuilder(
            Trades.BTC, TIMEFRAMES, Duration.ofSeconds(1), Duration.ofHours(1), remembered);
    builder.primeFrom(START);
    return builder;
  }

  @Test
  void forgetsTheOldestMinutesBeyondItsLimitAndAmendsThemNoMore() {
    List<MarketTrade> all = minutes(30);
    BarBuilder builder = builder(5 * A_MINUTE);
    all.forEach(builder::onTrade);

    assertThat(builder.retainedFrom().orElseThrow())
        .isBetween(START.plusSeconds(24 * 60), START.plusSeconds(26 * 60));
    assertThat(builder.onTrade(all.getFirst()).disposition())
        .isEqualTo(TradeOutcome.Disposition.BEYOND_RETENTION);
    MarketTrade known = all.get(27 * A_MINUTE);
    assertThat(builder.knows(known)).isTrue();
    assertThat(builder.onTrade(known).disposition()).isEqualTo(TradeOutcome.Disposition.DUPLICATE);
  }

  @Test
  void keepsTheWholeRetentionOfAMarketThatIsNotSoBusy() {
    List<MarketTrade> all = minutes(30);
    BarBuilder builder = builder(100 * A_MINUTE);
    all.forEach(builder::onTrade);

    assertThat(builder.onTrade(all.getFirst()).disposition())
        .isEqualTo(TradeOutcome.Disposition.DUPLICATE);
  }

  @Test
  void keepsItsSnapshotSmallAndGoesOnFromWhatItHolds() {
    List<MarketTrade> all = minutes(30);
    BarBuilder builder = builder(100 * A_MINUTE);
    all.forEach(builder::onTrade);

    byte[] snapshot = builder.snapshot();
    BarBuilder restored = builder(100 * A_MINUTE);
    restored.restore(snapshot);

    assertThat(snapshot.length).isLessThan(64 * 1024);
    assertThat(restored.onTrade(all.get(29 * A_MINUTE)).disposition())
        .isEqualTo(TradeOutcome.Disposition.DUPLICATE);
    assertThat(restored.onTrade(all.getFirst()).disposition())
        .as("not counted twice")
        .isEqualTo(TradeOutcome.Disposition.BEYOND_RETENTION);
    MarketTrade next = trades.at(START.plusSeconds(30 * 60 + 1).toString(), "101", "1");
    assertThat(restored.onTrade(next).messages()).isEqualTo(builder.onTrade(next).messages());
  }

  @Test
  void findsIdsWhetherPackedOrNot() {
    HashedIds ids = new HashedIds();
    for (int i = 0; i < 1000; i++) {
      assertThat(ids.add("a" + i)).isTrue();
    }
    ids.pack();
    assertThat(ids.contains("a999")).isTrue();
    assertThat(ids.contains("b")).isFalse();
    assertThat(ids.add("a5")).isFalse();

    assertThat(ids.add("b")).isTrue();
    assertThat(ids.add("b")).isFalse();
    assertThat(ids.contains("a0")).isTrue();
    assertThat(ids.size()).isEqualTo(1001);
  }
}
