package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches all trades of a past span once more and has a feed's bars built of them. */
final class TradeRefetch {

  /** After this REST tells what the stream told, even if nothing was traded since. */
  static final Duration REST_LAG = Duration.ofMinutes(1);

  /** Pages of a span's trades before it is left to the backfiller. */
  private static final int MOST_PAGES = 50;

  private final ExchangeGateway gateway;
  private final TradeRecovery recovery;
  private final InstantSource clock;

  TradeRefetch(ExchangeGateway gateway, TradeRecovery recovery, InstantSource clock) {
    this.gateway = gateway;
    this.recovery = recovery;
    this.clock = clock;
  }

  /**
   * Fetches and builds.
   *
   * @return the corrections; empty if the trades cannot be had
   * @throws io.tidemark.exchange.VenueReadException if the venue does not answer
   */
  Optional<List<BarsClosed>> refetch(LiveFeed feed, Span span) {
    TradeHistory history = gateway.capabilities().tradeHistory();
    if (history == TradeHistory.NONE) {
      return Optional.empty();
    }
    boolean full = history == TradeHistory.FULL;
    List<MarketTrade> trades = new ArrayList<>();
    TradeCursor cursor = full ? TradeCursor.at(span.from()) : TradeRecovery.ALL_THERE_IS;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      TradePage page = gateway.trades(feed.feed().instrument(), cursor);
      FetchedTrades fetched = recovery.sound(page, span.from());
      if (fetched.unreadable().isPresent() || pages == 0 && !full && !reachesBack(page, span)) {
        return Optional.empty();
      }
      trades.addAll(fetched.trades());
      boolean past = !trades.isEmpty() && !trades.getLast().eventTime().isBefore(span.to());
      if (past || !page.more()) {
        return past || isLastOfAll(feed, span)
            ? feed.repair().refetched(trades, span, clock.instant())
            : Optional.empty();
      }
      cursor = page.next();
    }
    return Optional.empty();
  }

  /** Whether nothing traded since, as far as the stream knows, and REST had time to tell. */
  private static boolean isLastOfAll(LiveFeed feed, Span span) {
    boolean quiet = feed.feed().lastTrade().filter(last -> !last.isBefore(span.to())).isEmpty();
    boolean old =
        feed.closedUpTo().filter(now -> now.minus(REST_LAG).isAfter(span.to())).isPresent();
    return quiet && old;
  }

  /** A venue that tells its latest trades only must have told one from before the span. */
  private static boolean reachesBack(TradePage page, Span span) {
    return !page.trades().isEmpty() && page.trades().getFirst().eventTime().isBefore(span.from());
  }
}
