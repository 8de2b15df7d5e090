package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.MinuteCandle;
import io.tidemark.core.bar.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What heals a feed's bars afterwards. Safe for use by several threads. */
final class FeedRepair {

  private final InstrumentFeed feed;
  private final FeedLock lock;
  private final JoinDoubt doubt;

  /**
   * @param doubt of the feed's last joins; used under the lock
   * @param lock under which the feed is used
   */
  FeedRepair(InstrumentFeed feed, JoinDoubt doubt, FeedLock lock) {
    this.feed = feed;
    this.doubt = doubt;
    this.lock = lock;
  }

  /** From when on bars can be built again. */
  Optional<Instant> retainedFrom() {
    return lock.ask(feed::retainedFrom);
  }

  /** Where trades may be missing within a span. */
  List<Span> holesWithin(Span span) {
    return lock.ask(() -> feed.holesWithin(span));
  }

  /**
   * Builds bars again from all trades of a span.
   *
   * @return the corrections that were told; empty if the span is not retained any more
   */
  Optional<List<BarsClosed>> refetched(List<MarketTrade> trades, Span span, Instant now) {
    return lock.ask(
        () -> {
          boolean retained =
              feed.retainedFrom().filter(from -> !span.from().isBefore(from)).isPresent();
          return retained ? Optional.of(feed.onRefetched(trades, span, now)) : Optional.empty();
        });
  }

  /**
   * Takes the venue's word for closed minutes; see {@link
   * io.tidemark.core.bar.BarBuilder#onConfirmed}.
   *
   * @return the corrections that were told
   */
  List<BarsClosed> confirmed(List<Span> minutes, List<MinuteCandle> candles, Instant now) {
    return lock.ask(
        () -> {
          boolean news =
              !candles.isEmpty()
                  || minutes.stream().anyMatch(minute -> !feed.holesWithin(minute).isEmpty());
          return news ? feed.onConfirmed(minutes, candles, now) : List.of();
        });
  }

  /** What a join may have missed, if it lies before an instant. */
  Optional<Span> doubted(Instant before) {
    return lock.ask(() -> doubt.span().filter(span -> span.to().isBefore(before)));
  }

  /**
   * Ends a doubt.
   *
   * @param known whether all trades of the span are; if not it is a hole
   */
  void settleDoubt(Span span, boolean known, Instant now) {
    lock.run(
        () -> {
          doubt.settle(span);
          if (!known) {
            feed.onGap(span.from(), span.to(), now);
          }
        });
  }

  /** Tells another edition of a bar. */
  void replace(Bar edition, Instant now) {
    lock.run(() -> feed.replace(edition, now));
  }
}
