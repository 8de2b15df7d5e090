package io.tidemark.core.backtest;

import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.OrderBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the venue was not told of an instrument's market, because no order works there: as much of
 * it as the next order may need. That is what happened lately, and the last book and the last trade
 * before it.
 */
final class Backlog {

  private static final int SMALLEST = 1 << 10;

  private final Duration withTrades;
  private final Duration withBooks;
  private final Deque<MarketEvent> events = new ArrayDeque<>();
  private boolean bookSeen;
  private int limit = SMALLEST;

  /**
   * @param withTrades how long ago is lately where trades alone are told
   * @param withBooks how long ago it is where books are: what traded since one has taken from it
   */
  Backlog(Duration withTrades, Duration withBooks) {
    this.withTrades = withTrades;
    this.withBooks = withBooks;
  }

  /** Adds what happened next. */
  void add(MarketEvent event) {
    bookSeen |= event instanceof OrderBook;
    events.addLast(event);
    if (events.size() >= limit) {
      forgetBefore(event.eventTime().minus(bookSeen ? withBooks : withTrades));
      limit = Math.max(SMALLEST, 2 * events.size());
    }
  }

  private void forgetBefore(Instant cut) {
    @Nullable MarketEvent book = null;
    @Nullable MarketEvent trade = null;
    boolean bookIsLater = false;
    while (events.getFirst().eventTime().isBefore(cut)) {
      MarketEvent event = events.removeFirst();
      bookIsLater = event instanceof OrderBook;
      book = bookIsLater ? event : book;
      trade = bookIsLater ? trade : event;
    }
    putBack(bookIsLater ? book : trade);
    putBack(bookIsLater ? trade : book);
  }

  private void putBack(@Nullable MarketEvent event) {
    if (event != null) {
      events.addFirst(event);
    }
  }

  /** Tells it, oldest first; nothing is left. */
  void tell(Consumer<MarketEvent> listener) {
    events.forEach(listener);
    events.clear();
  }
}
