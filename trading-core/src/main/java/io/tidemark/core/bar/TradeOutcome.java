package io.tidemark.core.bar;

import io.tidemark.model.event.BarsClosed;
import java.util.List;

/**
 * What became of a trade.
 *
 * @param disposition whether it counts, and if not, why
 * @param messages the bars that closed as the trade moved the stream on, then the corrections the
 *     trade itself made; each kind in order of close instant
 */
public record TradeOutcome(Disposition disposition, List<BarsClosed> messages) {

  public TradeOutcome {
    messages = List.copyOf(messages);
  }

  /** Whether a trade counts. */
  public enum Disposition {
    /** It is in bars that were all still open. */
    COUNTED,
    /** It came after at least one of its bars had closed; the messages hold the corrections. */
    CORRECTED,
    /** Its id was seen before; it changes nothing. */
    DUPLICATE,
    /** Its quantity is zero: nothing was traded; it changes nothing. */
    ZERO_QUANTITY,
    /**
     * Its bars are no longer retained; it changes nothing. A caller that does not know it from
     * elsewhere reports {@link BarBuilder#onGap} for its instant, so that the bars still open over
     * it become PARTIAL.
     */
    BEYOND_RETENTION
  }
}
