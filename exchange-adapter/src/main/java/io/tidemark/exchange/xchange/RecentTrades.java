package io.tidemark.exchange.xchange;

import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest trades of one instrument, so that none is told twice. Of the desk alone. */
final class RecentTrades {

  private static final int REMEMBERED = 8192;

  /** How a trade stands to those before it. */
  enum Place {
    NEW,
    LATE,
    KNOWN
  }

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private @Nullable Instant last;

  Place place(MarketTrade trade) {
    if (ids.put(trade.tradeId(), Boolean.TRUE) != null) {
      return Place.KNOWN;
    }
    if (last != null && trade.eventTime().isBefore(last)) {
      return Place.LATE;
    }
    last = trade.eventTime();
    return Place.NEW;
  }

  boolean knows(MarketTrade trade) {
    return ids.containsKey(trade.tradeId());
  }

  Optional<Instant> last() {
    return Optional.ofNullable(last);
  }
}
