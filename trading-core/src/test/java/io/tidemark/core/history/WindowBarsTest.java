package io.tidemark.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowBarsTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant DAY = Instant.parse("2018-03-05T00:00:00Z");
  private static final Span WINDOW = new Span(DAY, DAY.plusSeconds(86_400));
  private static final List<Timeframe> TIMEFRAMES =
      List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1, Timeframe.D1);

  @Test
  void makesTheSameBarsWhereverItIsInterrupted() {
    List<MarketTrade> trades = trades(11, 2_000);
    List<Bar> whole = bars(trades, trades.size());

    for (int every : new int[] {1, 7, 333}) {
      assertThat(bars(trades, every)).as("a page of " + every).isEqualTo(whole);
    }
  }

  @Test
  void composesTheLongBarsOfItsShortOnes() {
    List<Bar> bars = bars(trades(12, 3_000), 500);
    for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.H1, Timeframe.D1)) {
      for (Bar bar : bars.stream().filter(each -> each.timeframe() == timeframe).toList()) {
        List<Bar> minutes =
            bars.stream()
                .filter(each -> each.timeframe() == Timeframe.M1)
                .filter(each -> timeframe.openOf(each.openTime()).equals(bar.openTime()))
                .toList();

        Bar composed = BarComposer.compose(timeframe, minutes);

        assertThat(vwap(composed).subtract(vwap(bar)).abs())
            .isLessThan(new BigDecimal("0.00000001"));
        assertThat(withoutVwap(composed)).isEqualTo(withoutVwap(bar));
      }
    }
  }

  @Test
  void takesTradesOfOtherDaysForNothing() {
    WindowBars bars = new WindowBars(BTC_USD, TIMEFRAMES, WINDOW);

    assertThat(bars.add(trade("before", DAY.minusNanos(1), 100))).isTrue();
    assertThat(bars.add(trade("after", WINDOW.to(), 100))).isTrue();
    bars.end();

    assertThat(bars.take()).isEmpty();
  }

  @Test
  void tellsATradeThatComesAfterItsBarsAreGone() {
    WindowBars bars = new WindowBars(BTC_USD, TIMEFRAMES, WINDOW);
    bars.add(trade("late in the day", DAY.plusSeconds(80_000), 100));

    assertThat(bars.add(trade("early in the day", DAY.plusSeconds(10), 100))).isFalse();
  }

  @Test
  void givesALateBarAgainAsItsFirstEdition() {
    WindowBars bars = new WindowBars(BTC_USD, List.of(Timeframe.M1), WINDOW);
    bars.add(trade("1", DAY.plusSeconds(10), 100));
    bars.add(trade("3", DAY.plusSeconds(70), 101));
    bars.add(trade("2", DAY.plusSeconds(20), 99));
    bars.end();

    List<Bar> latest = WindowBars.latest(bars.take());

    assertThat(latest).hasSize(2);
    assertThat(latest.getFirst().low()).isEqualTo(new Price(new BigDecimal(99)));
    assertThat(latest).allSatisfy(bar -> assertThat(bar.revision()).isZero());
  }

  @Test
  void leavesNoBarBehindInASnapshot() {
    WindowBars bars = new WindowBars(BTC_USD, TIMEFRAMES, WINDOW);
    bars.add(trade("1", DAY.plusSeconds(10), 100));
    bars.add(trade("2", DAY.plusSeconds(70), 100));

    assertThatThrownBy(bars::snapshot).hasMessageContaining("bars must be taken");
  }

  @Test
  void callsTheLongestSilencesOutages() {
    List<Span> silences = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      silences.add(new Span(DAY.plusSeconds(600L * i), DAY.plusSeconds(600L * i + 60)));
    }
    Span outage = new Span(DAY, DAY.plusSeconds(3_600));
    silences.add(outage);

    SilenceJudgement judgement = SilenceJudgement.of(silences);

    assertThat(judgement.judge(outage)).isEqualTo(UnfillableReason.OUTAGE);
    assertThat(judgement.judge(new Span(DAY, DAY.plusSeconds(3_599))))
        .isEqualTo(UnfillableReason.NOT_TRADED);
    assertThat(judgement.usual()).hasMinutes(1);
  }

  @Test
  void callsNoSilenceOfAQuietMarketAnOutage() {
    List<Span> silences = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silences.add(new Span(DAY.plusSeconds(90_000L * i), DAY.plusSeconds(90_000L * i + 20_000)));
    }

    assertThat(silences)
        .allSatisfy(
            silence ->
                assertThat(SilenceJudgement.of(silences).judge(silence))
                    .isEqualTo(UnfillableReason.NOT_TRADED));
  }

  private static List<Bar> bars(List<MarketTrade> trades, int every) {
    WindowBars bars = new WindowBars(BTC_USD, TIMEFRAMES, WINDOW);
    List<Bar> made = new ArrayList<>();
    for (int i = 0; i < trades.size(); i++) {
      assertThat(bars.add(trades.get(i))).isTrue();
      if ((i + 1) % every == 0) {
        made.addAll(bars.take());
        bars = WindowBars.restore(BTC_USD, TIMEFRAMES, WINDOW, bars.snapshot());
      }
    }
    bars.end();
    made.addAll(bars.take());
    return WindowBars.latest(made).stream()
        .sorted(Comparator.comparing(Bar::timeframe).thenComparing(Bar::openTime))
        .toList();
  }

  private static BigDecimal vwap(Bar bar) {
    return Objects.requireNonNull(bar.vwap()).value();
  }

  private static List<Object> withoutVwap(Bar bar) {
    return List.of(
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        String.valueOf(bar.trades()),
        String.valueOf(bar.buyVolume()),
        String.valueOf(bar.imbalance()),
        bar.completeness() == Completeness.COMPLETE,
        bar.source());
  }

  private static List<MarketTrade> trades(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<MarketTrade> trades = new ArrayList<>();
    long millis = 0;
    int price = 10_000;
    for (int i = 0; i < count; i++) {
      millis += random.nextLong(1, 2 * 86_400_000L / count);
      price += random.nextInt(-5, 6);
      if (millis < 86_400_000L) {
        trades.add(
            new MarketTrade(
                BTC_USD,
                "t" + i,
                new Price(new BigDecimal(price)),
                new Quantity(BigDecimal.valueOf(random.nextLong(1, 1_000_000), 6)),
                random.nextBoolean() ? Side.BUY : Side.SELL,
                DAY.plusMillis(millis),
                DAY.plusMillis(millis)));
      }
    }
    return trades;
  }

  private static MarketTrade trade(String id, Instant time, int price) {
    return new MarketTrade(
        BTC_USD,
        id,
        new Price(new BigDecimal(price)),
        new Quantity(BigDecimal.ONE),
        Side.BUY,
        time,
        time);
  }
}
