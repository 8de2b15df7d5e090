package io.tidemark.ingestor.feed;

import io.tidemark.model.event.OrderBook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets at most one book through in each interval of event time, always the latest. */
final class BookThrottle {

  private final Duration interval;
  private @Nullable Instant nextDue;
  private @Nullable OrderBook held;

  /**
   * @param interval 0 to let all through
   */
  BookThrottle(Duration interval) {
    this.interval = interval;
  }

  /** The book, if one is due; otherwise it is held until one is, or a later one takes its place. */
  Optional<OrderBook> offer(OrderBook book) {
    if (nextDue == null || !book.eventTime().isBefore(nextDue)) {
      return Optional.of(pass(book));
    }
    held = book;
    return Optional.empty();
  }

  /** The held book, if the stream's time has reached the moment for it. */
  Optional<OrderBook> due(Instant streamTime) {
    OrderBook waiting = held;
    if (waiting == null || nextDue == null || streamTime.isBefore(nextDue)) {
      return Optional.empty();
    }
    return Optional.of(pass(waiting));
  }

  private OrderBook pass(OrderBook book) {
    held = null;
    Instant due = book.eventTime().plus(interval);
    nextDue = nextDue == null || due.isAfter(nextDue) ? due : nextDue;
    return book;
  }
}
