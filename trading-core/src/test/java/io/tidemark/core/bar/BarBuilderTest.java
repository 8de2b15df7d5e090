package io.tidemark.core.bar;

import static io.tidemark.core.bar.Trades.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.bar.TradeOutcome.Disposition;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BarBuilderTest {

  private final Trades trades = new Trades();
  private final BarBuilder builder = primed(Timeframe.M1, Timeframe.M5);

  private static BarBuilder primed(Timeframe... timeframes) {
    BarBuilder made =
        new BarBuilder(BTC, List.of(timeframes), Duration.ofSeconds(2), Duration.ofMinutes(10));
    made.primeFrom(Instant.parse("2024-01-01T00:00:00Z"));
    return made;
  }

  private List<BarsClosed> time(String instant) {
    Instant at = Instant.parse(instant);
    return builder.onTime(at, at);
  }

  private static Bar only(List<BarsClosed> messages) {
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().bars()).hasSize(1);
    return messages.getFirst().bars().getFirst();
  }

  @Test
  void sumsTheTradesOfAMinute() {
    builder.onTrade(trades.at("2024-01-01T00:00:00Z", "100", "1", Side.BUY));
    builder.onTrade(trades.at("2024-01-01T00:00:20Z", "103.5", "2", Side.SELL));
    builder.onTrade(trades.at("2024-01-01T00:00:40Z", "99", "1", Side.BUY));

    Bar bar = only(time("2024-01-01T00:01:02Z"));

    assertThat(bar.openTime()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(bar.open()).isEqualTo(Price.of("100"));
    assertThat(bar.high()).isEqualTo(Price.of("103.5"));
    assertThat(bar.low()).isEqualTo(Price.of("99"));
    assertThat(bar.close()).isEqualTo(Price.of("99"));
    assertThat(bar.volume()).isEqualTo(Quantity.of("4"));
    assertThat(bar.vwap()).isEqualTo(Price.of("101.5"));
    assertThat(bar.trades()).isEqualTo(3);
    assertThat(bar.buyVolume()).isEqualTo(Quantity.of("2"));
    assertThat(bar.imbalance()).isEqualByComparingTo("0");
    assertThat(bar.spread()).isNull();
    assertThat(bar.completeness()).isEqualTo(Completeness.COMPLETE);
    assertThat(bar.revision()).isZero();
  }

  @Test
  void roundsVwapToSixteenDigits() {
    builder.onTrade(trades.at("2024-01-01T00:00:00Z", "1", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:01Z", "2", "2"));

    assertThat(only(time("2024-01-01T00:01:02Z")).vwap()).isEqualTo(Price.of("1.666666666666667"));
  }

  @Test
  void hasNoBuyVolumeIfOneTakerIsUnknown() {
    builder.onTrade(trades.at("2024-01-01T00:00:00Z", "100", "1", Side.BUY));
    builder.onTrade(trades.at("2024-01-01T00:00:01Z", "100", "1", null));

    Bar bar = only(time("2024-01-01T00:01:02Z"));

    assertThat(bar.buyVolume()).isNull();
    assertThat(bar.imbalance()).isNull();
  }

  @Test
  void keepsABarOpenUntilTheStreamHasPassedItByGrace() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));

    assertThat(time("2024-01-01T00:01:01.999Z")).isEmpty();
    assertThat(time("2024-01-01T00:01:02Z")).hasSize(1);
    assertThat(time("2024-01-01T00:01:03Z")).isEmpty();
  }

  @Test
  void closesEveryTimeframeOfAnInstantInOneMessageShortestFirst() {
    builder.onTrade(trades.at("2024-01-01T00:01:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:04:10Z", "101", "1"));

    List<BarsClosed> messages = time("2024-01-01T00:05:02Z");

    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().closeTime()).isEqualTo("2024-01-01T00:05:00Z");
    assertThat(messages.getFirst().bars())
        .extracting(Bar::timeframe)
        .containsExactly(Timeframe.M1, Timeframe.M5);
    assertThat(messages.getFirst().correction()).isFalse();
  }

  @Test
  void closesSkippedInstantsInOrderAndLeavesOutThoseWithoutATrade() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    var outcome = builder.onTrade(trades.at("2024-01-01T00:07:00Z", "101", "1"));

    assertThat(outcome.messages())
        .extracting(BarsClosed::closeTime)
        .containsExactly(
            Instant.parse("2024-01-01T00:01:00Z"), Instant.parse("2024-01-01T00:05:00Z"));
  }

  @Test
  void givesATradeAtTheCloseToTheNextBar() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:01:00Z", "200", "1"));

    assertThat(only(time("2024-01-01T00:01:02Z")).close()).isEqualTo(Price.of("100"));
    assertThat(only(time("2024-01-01T00:02:02Z")).open()).isEqualTo(Price.of("200"));
  }

  @Test
  void sortsTradesWithinTheGraceWhateverTheirArrival() {
    builder.onTrade(trades.at("2024-01-01T00:01:00.500Z", "105", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:59.900Z", "104", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:59.100Z", "103", "1"));

    Bar first = only(time("2024-01-01T00:01:02Z"));

    assertThat(first.open()).isEqualTo(Price.of("103"));
    assertThat(first.close()).isEqualTo(Price.of("104"));
    assertThat(first.trades()).isEqualTo(2);
  }

  @Test
  void correctsEveryClosedBarALateTradeBelongsTo() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    time("2024-01-01T00:05:02Z");

    TradeOutcome late = builder.onTrade(trades.at("2024-01-01T00:00:30Z", "90", "3"));

    assertThat(late.disposition()).isEqualTo(Disposition.CORRECTED);
    assertThat(late.messages())
        .extracting(BarsClosed::closeTime)
        .containsExactly(
            Instant.parse("2024-01-01T00:01:00Z"), Instant.parse("2024-01-01T00:05:00Z"));
    for (BarsClosed message : late.messages()) {
      Bar bar = message.bars().getFirst();
      assertThat(message.correction()).isTrue();
      assertThat(bar.revision()).isEqualTo(1);
      assertThat(bar.close()).isEqualTo(Price.of("90"));
      assertThat(bar.volume()).isEqualTo(Quantity.of("4"));
      assertThat(bar.completeness()).isEqualTo(Completeness.COMPLETE);
    }
  }

  @Test
  void makesABarThatDidNotExistByACorrection() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    time("2024-01-01T00:03:02Z");

    TradeOutcome late = builder.onTrade(trades.at("2024-01-01T00:01:30Z", "90", "3"));

    assertThat(late.messages().getFirst().correction()).isTrue();
    assertThat(only(late.messages()).revision()).isZero();
  }

  @Test
  void tellsATradeWhoseBarsAreNoLongerRetained() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    time("2024-01-01T00:20:02Z");

    assertThat(builder.onTrade(trades.at("2024-01-01T00:10:00Z", "90", "3")).disposition())
        .isEqualTo(Disposition.CORRECTED);
    TradeOutcome late = builder.onTrade(trades.at("2024-01-01T00:09:59Z", "90", "3"));

    assertThat(late.disposition()).isEqualTo(Disposition.BEYOND_RETENTION);
    assertThat(late.messages()).isEmpty();
  }

  @Test
  void ignoresATradeToldTwice() {
    var trade = trades.at("2024-01-01T00:00:10Z", "100", "1");
    builder.onTrade(trade);

    assertThat(builder.onTrade(trade).disposition()).isEqualTo(Disposition.DUPLICATE);
    assertThat(only(time("2024-01-01T00:01:02Z")).trades()).isEqualTo(1);
    assertThat(builder.onTrade(trade))
        .isEqualTo(new TradeOutcome(Disposition.DUPLICATE, List.of()));
  }

  @Test
  void countsNoTradeOfZeroQuantity() {
    assertThat(builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "0")).disposition())
        .isEqualTo(Disposition.ZERO_QUANTITY);
    assertThat(time("2024-01-01T00:01:02Z")).isEmpty();
  }

  @Test
  void refusesATradeOfAnotherInstrument() {
    BarBuilder other =
        new BarBuilder(InstrumentId.of("kraken", "ETH/USD"), List.of(Timeframe.M1), Duration.ZERO);

    assertThatThrownBy(() -> other.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kraken|ETH/USD");
  }

  @Test
  void marksTheBarInWhichCollectionBeganAsPartial() {
    BarBuilder unprimed = new BarBuilder(BTC, List.of(Timeframe.M1), Duration.ZERO);
    unprimed.onTrade(trades.at("2024-01-01T00:00:00Z", "100", "1"));
    var second = unprimed.onTrade(trades.at("2024-01-01T00:01:10Z", "100", "1"));
    Instant end = Instant.parse("2024-01-01T00:02:00Z");

    assertThat(only(second.messages()).completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(only(unprimed.onTime(end, end)).completeness()).isEqualTo(Completeness.COMPLETE);
    assertThat(unprimed.forming(Timeframe.M1)).isEmpty();
  }

  @Test
  void marksTheBarsThatAGapTouchesAsPartial() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:01:10Z", "100", "1"));
    Instant from = Instant.parse("2024-01-01T00:01:00Z");
    builder.onGap(from, from.plusSeconds(5), from);
    var second = builder.onTrade(trades.at("2024-01-01T00:02:10Z", "100", "1"));

    List<BarsClosed> messages = new ArrayList<>(second.messages());
    messages.addAll(time("2024-01-01T00:05:02Z"));

    assertThat(messages.stream().flatMap(m -> m.bars().stream()))
        .extracting(Bar::completeness)
        .containsExactly(Completeness.PARTIAL, Completeness.COMPLETE, Completeness.PARTIAL);
  }

  @Test
  void correctsClosedBarsThatAGapToldLaterTouches() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    time("2024-01-01T00:01:02Z");
    Instant from = Instant.parse("2024-01-01T00:00:20Z");

    List<BarsClosed> first = builder.onGap(from, from.plusSeconds(5), from);
    List<BarsClosed> again = builder.onGap(from, from.plusSeconds(15), from);

    assertThat(only(first).completeness()).isEqualTo(Completeness.PARTIAL);
    assertThat(only(first).revision()).isEqualTo(1);
    assertThat(first.getFirst().correction()).isTrue();
    assertThat(again).isEmpty();
  }

  @Test
  void leavesTheBarsThatAGapOnlyMeetsAsTheyWere() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:02:10Z", "100", "1"));
    time("2024-01-01T00:03:02Z");
    Instant from = Instant.parse("2024-01-01T00:01:00Z");

    assertThat(builder.onGap(from, from.plusSeconds(60), from)).isEmpty();
  }

  @Test
  void letsTheFirstToArriveOpenAndTheLastCloseAmongTradesOfOneInstant() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "102", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "101", "1"));

    Bar bar = only(time("2024-01-01T00:01:02Z"));

    assertThat(bar.open()).isEqualTo(Price.of("100"));
    assertThat(bar.close()).isEqualTo(Price.of("101"));
  }

  @Test
  void takesTheSpreadOfTheLastTopBeforeTheClose() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTop(Price.of("99"), Price.of("101"));
    time("2024-01-01T00:01:00Z");
    builder.onTop(Price.of("90"), Price.of("110"));
    assertThat(builder.onTop(Price.of("111"), Price.of("110"))).isFalse();

    assertThat(only(time("2024-01-01T00:01:02Z")).spread()).isEqualByComparingTo("0.02");
    builder.onTrade(trades.at("2024-01-01T00:01:10Z", "100", "1"));
    assertThat(only(time("2024-01-01T00:02:02Z")).spread()).isEqualByComparingTo("0.2");
  }

  @Test
  void showsTheFormingBar() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:01:10Z", "102", "2"));

    assertThat(builder.forming(Timeframe.M1).orElseThrow().open()).isEqualTo(Price.of("102"));
    assertThat(builder.forming(Timeframe.M5).orElseThrow().open()).isEqualTo(Price.of("100"));
    assertThatThrownBy(() -> builder.forming(Timeframe.H1)).hasMessageContaining("1h");
  }

  @Test
  void goesOnExactlyFromASnapshotAtAnyPoint() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      BarBuilder whole = primed(Timeframe.values());
      BarBuilder split = primed(Timeframe.values());
      List<BarsClosed> expected = new ArrayList<>();
      List<BarsClosed> seen = new ArrayList<>();
      long clock = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
      for (int i = 0; i < 300; i++) {
        clock += random.nextInt(20_000);
        if (random.nextInt(10) == 0) {
          byte[] bytes = split.snapshot();
          split = primed(Timeframe.values());
          split.restore(bytes);
          assertThat(split.snapshot()).isEqualTo(bytes);
        }
        Instant now = Instant.ofEpochMilli(clock);
        String at = now.minusMillis(random.nextInt(900_000)).toString();
        String price = BigDecimal.valueOf(900 + random.nextInt(200), 1).toPlainString();
        var trade = trades.at(at, price, "0." + (1 + random.nextInt(99)));
        boolean gap = random.nextInt(50) == 0;
        expected.addAll(step(whole, trade, now, gap));
        seen.addAll(step(split, trade, now, gap));
      }
      assertThat(seen).hasSizeGreaterThan(100).isEqualTo(expected);
    }
  }

  private static List<BarsClosed> step(
      BarBuilder target, MarketTrade trade, Instant now, boolean gap) {
    List<BarsClosed> messages = new ArrayList<>(target.onTime(now, now));
    messages.addAll(target.onTrade(trade).messages());
    target.onTop(trade.price(), trade.price());
    if (gap) {
      messages.addAll(target.onGap(now.minusSeconds(90), now, now));
    }
    return messages;
  }

  @Test
  void refusesASnapshotOfAnotherBuilder() {
    byte[] bytes = builder.snapshot();

    assertThatThrownBy(() -> primed(Timeframe.M1).restore(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("identity");
    assertThatThrownBy(() -> builder.restore(Arrays.copyOf(bytes, 20)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
