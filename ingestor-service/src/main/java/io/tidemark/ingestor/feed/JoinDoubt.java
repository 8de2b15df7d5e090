package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a feed may have missed although fetched and streamed trades were joined. The first trade of
 * the stream proves that REST has told all before it; a stream that had told none leaves it open
 * whether REST lagged, from the last trade known to whatever the stream tells first. Not safe for
 * use by several threads.
 */
final class JoinDoubt {

  private @Nullable Instant openFrom;
  private @Nullable Span span;

  /**
   * Nothing proves a join.
   *
   * @param lastKnown when the last trade was made that is known; null if it is not known from when
   *     on the feed collects
   */
  void raise(@Nullable Instant lastKnown) {
    openFrom = lastKnown == null ? null : lastKnown.minus(TradeRecovery.ROUNDING);
  }

  /** The stream has come to an instant; trades of before it that it did not tell lie in doubt. */
  void passed(Instant time) {
    if (openFrom != null && time.isAfter(openFrom)) {
      span = new Span(span == null ? openFrom : span.from(), time);
      openFrom = null;
    }
  }

  /** The connection is lost; what it has not come to is fetched for the next one. */
  void lost() {
    openFrom = null;
  }

  /** What is in doubt; empty for nothing. */
  Optional<Span> span() {
    return Optional.ofNullable(span);
  }

  /** A span was looked at; one that grew meanwhile stays. */
  void settle(Span looked) {
    if (looked.equals(span)) {
      span = null;
    }
  }
}
