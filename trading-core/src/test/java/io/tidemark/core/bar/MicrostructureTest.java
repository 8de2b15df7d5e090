package io.tidemark.core.bar;

import static io.tidemark.core.bar.Trades.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.OrderBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MicrostructureTest {

  private final Trades trades = new Trades();
  private BarBuilder builder = builder();

  private static BarBuilder builder() {
    return new BarBuilder(
        BTC, List.of(Timeframe.M1), Duration.ofSeconds(2), Duration.ofMinutes(10));
  }

  private static OrderBook book(String time, String bids, String asks) {
    Instant at = Instant.parse(time);
    return new OrderBook(BTC, side("99", bids), side("101", asks), at, at);
  }

  private static List<BookLevel> side(String price, String quantity) {
    return List.of(new BookLevel(Price.of(price), Quantity.of(quantity), Quantity.of(quantity)));
  }

  private BarsClosed closed(String instant) {
    Instant at = Instant.parse(instant);
    List<BarsClosed> messages = builder.onTime(at, at);
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private @Nullable Microstructure atTheFirstClose() {
    return closed("2024-01-01T00:01:02Z").microstructure();
  }

  private void fill() {
    builder.onTrade(trades.at("2024-01-01T00:00:10Z", "100", "7", Side.BUY));
    builder.onBook(book("2024-01-01T00:00:49.9Z", "5", "6"));
    builder.onTrade(trades.at("2024-01-01T00:00:50Z", "100", "2", Side.BUY));
    builder.onBook(book("2024-01-01T00:00:55Z", "1", "1"));
    builder.onTrade(trades.at("2024-01-01T00:00:59.9Z", "100", "0.5", Side.SELL));
    builder.onBook(book("2024-01-01T00:00:59.9Z", "8", "3"));
  }

  @Test
  void tellsBookAndTradesOfTheSecondsBeforeTheClose() {
    fill();
    builder.onTrade(trades.at("2024-01-01T00:01:00Z", "100", "9", Side.SELL));
    builder.onBook(book("2024-01-01T00:01:00Z", "44", "44"));

    assertThat(atTheFirstClose())
        .isEqualTo(
            new Microstructure(
                Quantity.of("8"),
                Quantity.of("3"),
                Quantity.of("5"),
                Quantity.of("6"),
                new BigDecimal("0.02"),
                Quantity.of("2"),
                Quantity.of("0.5")));
  }

  @Test
  void goesOnFromASnapshotAsIfNothingHadHappened() {
    fill();
    byte[] snapshot = builder.snapshot();
    Microstructure undisturbed = atTheFirstClose();
    builder = builder();
    builder.restore(snapshot);

    assertThat(atTheFirstClose()).isEqualTo(undisturbed).isNotNull();
  }

  @Test
  void tellsNothingWhereNoBookWasSeenForAMinute() {
    builder.onTrade(trades.at("2024-01-01T00:00:01Z", "100", "1"));
    builder.onBook(book("2024-01-01T00:00:02Z", "5", "6"));
    builder.onTrade(trades.at("2024-01-01T00:01:10Z", "100", "1"));

    assertThat(closed("2024-01-01T00:02:02Z").microstructure()).isNull();
  }

  @Test
  void leavesOutWhatItCannotCompareAndSidesThatAreNotTold() {
    builder.onTrade(trades.at("2024-01-01T00:00:58Z", "100", "1", null));
    builder.onBook(book("2024-01-01T00:00:58Z", "5", "6"));

    Microstructure told = Objects.requireNonNull(atTheFirstClose());

    assertThat(told.bidDepthBefore()).isNull();
    assertThat(told.buyVolume()).isNull();
    assertThat(told.bidDepth()).isEqualTo(Quantity.of("5"));
  }

  @Test
  void countsTwentyLevelsOfABookAndNoneOfACrossedOne() {
    Instant at = Instant.parse("2024-01-01T00:00:58Z");
    List<BookLevel> asks = new ArrayList<>();
    for (int i = 1; i <= 25; i++) {
      asks.add(
          new BookLevel(
              new Price(BigDecimal.valueOf(100 + i)),
              Quantity.of("1"),
              new Quantity(BigDecimal.valueOf(i))));
    }
    builder.onTrade(trades.at("2024-01-01T00:00:58Z", "100", "1"));
    builder.onBook(new OrderBook(BTC, side("99", "5"), asks, at, at));
    builder.onBook(new OrderBook(BTC, side("105", "5"), side("101", "1"), at, at));

    Microstructure told = Objects.requireNonNull(atTheFirstClose());

    assertThat(told.askDepth()).isEqualTo(Quantity.of("20"));
  }

  @Test
  void refusesABookOfAnotherInstrument() {
    Instant at = Instant.parse("2024-01-01T00:00:58Z");
    OrderBook other =
        new OrderBook(
            InstrumentId.of("kraken", "ETH/USD"), side("99", "5"), side("101", "5"), at, at);

    assertThatThrownBy(() -> builder.onBook(other)).hasMessageContaining("book must be of");
  }
}
