package io.tidemark.exchange;

import io.tidemark.model.Bar;
import java.time.Instant;
import java.util.List;

/**
 * The newest closed candles of a span.
 *
 * @param bars oldest first; the forming one is left out, and so is one in which nothing was traded
 * @param completeFrom the bars are all there are between this instant and the span's end; what lies
 *     before was not told by this page. The span's start if the page holds all of it; the span's
 *     end if the venue serves nothing of it any more
 * @param more whether asking for the span up to {@code completeFrom} may tell more; false when the
 *     venue serves nothing that old
 * @param invalid what of the answer cannot be true
 */
public record CandlePage(
    List<Bar> bars, Instant completeFrom, boolean more, List<InvalidData> invalid) {

  public CandlePage {
    bars = List.copyOf(bars);
    invalid = List.copyOf(invalid);
  }
}
