package io.tidemark.exchange.kraken;

import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids of market trades from their content, since the stream (WebSocket v1) tells none. The same
 * trade gets the same id from the stream and from REST: both give price, quantity and side exactly;
 * the stream rounds time to microseconds, so REST's is rounded alike. Equal trades are told apart
 * by their ordinal, so one instance must see all trades of a microsecond, in the venue's order.
 */
final class KrakenTradeIds {

  /** Equal trades lie within a microsecond; far fewer are remembered than this. */
  private static final int REMEMBERED = 4096;

  private static final int NANOS_A_MICRO = 1000;

  private record Content(long micros, Price price, Quantity quantity, Side taker) {}

  private final InstrumentId instrument;
  private final Map<Content, Integer> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  KrakenTradeIds(InstrumentId instrument) {
    this.instrument = instrument;
  }

  /** The id of the next trade. */
  String next(Instant time, Price price, Quantity quantity, Side taker) {
    Content content = new Content(microsOf(time), price, quantity, taker);
    int ordinal = seen.merge(content, 1, Integer::sum) - 1;
    return Ids.of("market-trade", instrument, content.micros, price, quantity, taker, ordinal)
        .toString();
  }

  /** Microseconds since 1970, half a microsecond rounded up. */
  static long microsOf(Instant time) {
    return Math.floorDiv(KrakenTimes.toNanos(time) + NANOS_A_MICRO / 2, NANOS_A_MICRO);
  }
}
