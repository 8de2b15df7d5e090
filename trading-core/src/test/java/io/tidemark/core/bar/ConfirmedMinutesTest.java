package io.tidemark.core.bar;

import static io.tidemark.core.bar.Trades.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfirmedMinutesTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2024-01-01T00:20:00Z");

  private final Trades trades = new Trades();
  private final BarBuilder builder =
      new BarBuilder(BTC, List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1), Duration.ZERO);

  private static Span minute(int number) {
    return new Span(START.plusSeconds(60L * number), START.plusSeconds(60L * number + 60));
  }

  @BeforeEach
  void tradeWithAHole() {
    builder.primeFrom(START);
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "1"));
    builder.onTrade(trades.at("2024-01-01T00:02:10Z", "101", "2"));
    builder.onGap(START.plusSeconds(60), START.plusSeconds(150), LATE);
    builder.onTrade(trades.at("2024-01-01T00:04:10Z", "102", "3"));
    builder.onTrade(trades.at("2024-01-01T00:10:10Z", "103", "4"));
  }

  private static Bar candle(int minute, String high, String low, String volume) {
    return new Bar(
        Timeframe.M1,
        START.plusSeconds(60L * minute),
        Price.of(low),
        Price.of(high),
        Price.of(low),
        Price.of(high),
        Quantity.of(volume),
        null,
        null,
        null,
        null,
        null,
        Completeness.CORRECTED,
        BarSource.VENUE_CANDLE,
        1);
  }

  private static List<Bar> bars(List<BarsClosed> told) {
    return told.stream().flatMap(message -> message.bars().stream()).toList();
  }

  @Test
  void healsEveryBarOfAHoleThatIsNone() {
    List<Bar> told = bars(builder.onConfirmed(List.of(minute(1), minute(2)), List.of(), LATE));

    assertThat(told)
        .extracting(Bar::timeframe)
        .containsExactlyInAnyOrder(Timeframe.M1, Timeframe.M5);
    assertThat(told).allMatch(bar -> bar.completeness() == Completeness.CORRECTED);
    assertThat(told).allMatch(bar -> bar.source() == BarSource.TRADES);
    assertThat(builder.forming(Timeframe.H1).orElseThrow().completeness())
        .isEqualTo(Completeness.COMPLETE);
  }

  @Test
  void staysPartialWhileAMinuteIsNotConfirmed() {
    assertThat(builder.onConfirmed(List.of(minute(1)), List.of(), LATE)).isEmpty();

    assertThat(builder.forming(Timeframe.H1).orElseThrow().completeness())
        .isEqualTo(Completeness.PARTIAL);
  }

  @Test
  void countsWhatTheCandleHoldsMore() {
    List<MinuteCandle> candles =
        List.of(
            new MinuteCandle(candle(1, "120", "90", "7"), Quantity.of("0")),
            new MinuteCandle(candle(2, "101", "99", "5"), Quantity.of("2")));

    List<Bar> told = bars(builder.onConfirmed(List.of(minute(1), minute(2)), candles, LATE));

    assertThat(told)
        .singleElement()
        .satisfies(
            five -> {
              assertThat(five.timeframe()).isEqualTo(Timeframe.M5);
              assertThat(five.completeness()).isEqualTo(Completeness.CORRECTED);
              assertThat(five.volume()).isEqualTo(Quantity.of("16"));
              assertThat(five.open()).isEqualTo(Price.of("100"));
              assertThat(five.high()).isEqualTo(Price.of("120"));
              assertThat(five.low()).isEqualTo(Price.of("90"));
              assertThat(five.close()).isEqualTo(Price.of("102"));
              assertThat(five.vwap()).isNull();
              assertThat(five.trades()).isNull();
              assertThat(five.buyVolume()).isNull();
            });
    Bar hour = builder.forming(Timeframe.H1).orElseThrow();
    assertThat(hour.volume()).isEqualTo(Quantity.of("20"));
    assertThat(hour.completeness()).isEqualTo(Completeness.COMPLETE);
  }

  @Test
  void takesNoTradeOfACandlesMinuteASecondTime() {
    builder.onConfirmed(
        List.of(minute(1)),
        List.of(new MinuteCandle(candle(1, "120", "90", "7"), Quantity.of("0"))),
        LATE);
    byte[] snapshot = builder.snapshot();
    BarBuilder restored =
        new BarBuilder(BTC, List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1), Duration.ZERO);
    restored.restore(snapshot);

    TradeOutcome late = restored.onTrade(trades.at("2024-01-01T00:01:10Z", "120", "1"));

    assertThat(late.disposition()).isEqualTo(TradeOutcome.Disposition.DUPLICATE);
    assertThat(restored.forming(Timeframe.H1).orElseThrow().volume()).isEqualTo(Quantity.of("17"));
  }
}
