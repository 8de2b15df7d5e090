package io.tidemark.exchange.xchange;

import io.tidemark.exchange.stream.RecentHashes;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest trades of one instrument, so that none is told twice. Of the desk alone. */
final class RecentTrades {

  private static final int REMEMBERED = 4096;

  /** How a trade stands to those before it. */
  enum Place {
    NEW,
    LATE,
    KNOWN
  }

  private final RecentHashes ids = new RecentHashes(REMEMBERED);
  private @Nullable Instant last;

  Place place(MarketTrade trade) {
    if (!ids.add(trade.tradeId())) {
      return Place.KNOWN;
    }
    if (last != null && trade.eventTime().isBefore(last)) {
      return Place.LATE;
    }
    last = trade.eventTime();
    return Place.NEW;
  }

  boolean knows(MarketTrade trade) {
    return ids.contains(trade.tradeId());
  }

  Optional<Instant> last() {
    return Optional.ofNullable(last);
  }
}
