package io.tidemark.exchange.xchange;

import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.knowm.xchange.Exchange;

/**
 * A venue's own call for candles.
 *
 * @param codes the venue's word for each timeframe it has on our grid
 * @param rows the most rows of an answer
 * @param kept how many rows back from now the venue can be asked for
 * @param reach whether it can be asked for a span
 */
record CandleReader(Map<Timeframe, String> codes, int rows, int kept, Reach reach, Call call) {

  private static final int ALL = Integer.MAX_VALUE;

  /** Whether a venue can be asked for a span of candles. */
  enum Reach {
    /** For any span. */
    ANY_SPAN,
    /** For the latest rows only, whatever is asked for. */
    LATEST_ROWS
  }

  /** Asks for the rows that open from {@code from} to before {@code to}, in any order. */
  @FunctionalInterface
  interface Call {
    List<Candle> read(Exchange exchange, Listing listing, String code, Instant from, Instant to)
        throws IOException;
  }

  CandleReader {
    codes = Map.copyOf(codes);
  }

  /** A venue that can be asked for any span. */
  static CandleReader ofSpans(Map<Timeframe, String> codes, int rows, Call call) {
    return new CandleReader(codes, rows, ALL, Reach.ANY_SPAN, call);
  }

  /** A venue that tells its latest rows, whatever is asked for. */
  static CandleReader ofLatest(Map<Timeframe, String> codes, int rows, Call call) {
    return new CandleReader(codes, rows, ALL, Reach.LATEST_ROWS, call);
  }

  /** The same, of a venue that serves no more than so many rows back from now. */
  CandleReader keeping(int latest) {
    return new CandleReader(codes, rows, latest, reach, call);
  }

  /** The earliest row that the venue serves at {@code now}. */
  Instant earliest(Timeframe timeframe, Instant now) {
    if (kept == ALL) {
      return Instant.MIN;
    }
    return timeframe.closeOf(
        timeframe.openOf(now.minus(timeframe.nominalLength().multipliedBy(kept))));
  }
}
