package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldEventsTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<MarketTrade> TRADES =
      SeededTrades.of(4, START, 20, Duration.ofSeconds(1));

  private final HeldEvents.Room room = new HeldEvents.Room(10);
  private final HeldEvents held = new HeldEvents(room);

  private static Ticker ticker(int second) {
    Instant time = START.plusSeconds(second);
    Quantity one = Quantity.of("1");
    return new Ticker(
        SeededTrades.BTC_USD, Price.of("99"), one, Price.of("101"), one, null, null, time, time);
  }

  private static OrderBook book(int second) {
    Instant time = START.plusSeconds(second);
    BookLevel bid = new BookLevel(Price.of("99"), Quantity.of("1"), Quantity.of("1"));
    BookLevel ask = new BookLevel(Price.of("101"), Quantity.of("1"), Quantity.of("1"));
    return new OrderBook(SeededTrades.BTC_USD, List.of(bid), List.of(ask), time, time);
  }

  @Test
  void holdsAllTradesAndTheLatestOfTickersAndBooks() {
    for (int i = 0; i < 5; i++) {
      held.add(ticker(i));
      held.add(TRADES.get(i));
      held.add(book(i));
    }

    assertThat(held.release())
        .containsExactly(
            TRADES.get(0),
            TRADES.get(1),
            TRADES.get(2),
            TRADES.get(3),
            TRADES.get(4),
            ticker(4),
            book(4));
    assertThat(held.release()).isEmpty();
  }

  @Test
  void sharesItsRoomWithOthers() {
    HeldEvents other = new HeldEvents(room);
    TRADES.subList(0, 8).forEach(other::add);
    TRADES.subList(0, 5).forEach(held::add);

    assertThat(held.firstTrade(null)).contains(TRADES.get(3));
    assertThat(held.lastLetGo(null)).contains(TRADES.get(2));

    other.clear();
    TRADES.subList(5, 12).forEach(held::add);
    assertThat(held.firstTrade(null)).contains(TRADES.get(3));
  }

  @Test
  void knowsWhatItHadNoRoomFor() {
    TRADES.subList(0, 10).forEach(new HeldEvents(room)::add);

    held.add(TRADES.get(11));

    assertThat(held.firstTrade(null)).isEmpty();
    assertThat(held.lastLetGo(null)).contains(TRADES.get(11));
  }
}
