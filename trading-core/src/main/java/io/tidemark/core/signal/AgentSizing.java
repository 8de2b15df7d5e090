package io.tidemark.core.signal;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.model.event.Prediction;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the agent of a prediction's model makes of a position that would be bought.
 *
 * @param share of the size, from 0 to 1; null where no agent told one, which leaves all of it
 */
record AgentSizing(@Nullable Double share) {

  /** That of the prediction which a verdict rests on; null for none. */
  static AgentSizing of(@Nullable Prediction used) {
    return new AgentSizing(used == null ? null : used.sizeShare());
  }

  /** Whether nothing is to be bought. */
  boolean skips() {
    return share != null && share == 0;
  }

  /** In words. */
  String reason() {
    if (share == null) {
      return "no agent told a share of the size: all of it";
    }
    return skips()
        ? "the agent would have nothing bought"
        : "the agent gives it %s of its size".formatted(FigureText.share(share));
  }

  /** What the signal carries; null for all of the size. */
  @Nullable BigDecimal ofSignal() {
    return share == null || share == 1 ? null : BigDecimal.valueOf(share);
  }
}
