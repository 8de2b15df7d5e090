package io.tidemark.ingestor.feed;

import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a stream told while the trades before it are fetched: its trades, and of tickers and books
 * the latest. All feeds share the room for trades; where there is none left the oldest of the feed
 * is let go, and what is fetched has to reach beyond it. Not safe for use by several threads.
 */
final class HeldEvents {

  /** The room that all feeds share. Safe for use by several threads. */
  static final class Room {

    private final AtomicInteger left;

    /**
     * @param trades that can be held, above 0
     */
    Room(int trades) {
      left = new AtomicInteger(trades);
    }

    private boolean take() {
      return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
    }

    private void giveBack(int trades) {
      left.addAndGet(trades);
    }
  }

  private final Room room;
  private final Deque<MarketTrade> trades = new ArrayDeque<>();
  private @Nullable MarketTrade lastLetGo;
  private @Nullable Ticker ticker;
  private @Nullable OrderBook book;

  HeldEvents(Room room) {
    this.room = room;
  }

  void add(MarketEvent event) {
    switch (event) {
      case MarketTrade trade -> add(trade);
      case Ticker latest -> ticker = latest;
      case OrderBook latest -> book = latest;
      case BarsClosed bars ->
          throw new IllegalArgumentException("a venue's stream tells no bars, was " + bars);
    }
  }

  private void add(MarketTrade trade) {
    if (room.take()) {
      trades.add(trade);
    } else if (trades.isEmpty()) {
      lastLetGo = trade;
    } else {
      lastLetGo = trades.removeFirst();
      trades.add(trade);
    }
  }

  /**
   * The first trade that is held.
   *
   * @param from earlier ones do not count; null for all
   */
  Optional<MarketTrade> firstTrade(@Nullable Instant from) {
    return trades.stream().filter(trade -> isFrom(trade, from)).findFirst();
  }

  /** The latest trade that there was no room for; what is fetched has to hold it. */
  Optional<MarketTrade> lastLetGo(@Nullable Instant from) {
    return Optional.ofNullable(lastLetGo).filter(trade -> isFrom(trade, from));
  }

  private static boolean isFrom(MarketTrade trade, @Nullable Instant from) {
    return from == null || !trade.eventTime().isBefore(from);
  }

  /** Gives all that is held, the trades first, and holds nothing any more. */
  List<MarketEvent> release() {
    List<MarketEvent> released = new ArrayList<>(trades);
    Optional.ofNullable(ticker).ifPresent(released::add);
    Optional.ofNullable(book).ifPresent(released::add);
    clear();
    return released;
  }

  /** What is held will be fetched. */
  void clear() {
    room.giveBack(trades.size());
    trades.clear();
    lastLetGo = null;
    ticker = null;
    book = null;
  }
}
