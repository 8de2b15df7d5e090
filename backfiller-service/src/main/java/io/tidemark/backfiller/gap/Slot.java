package io.tidemark.backfiller.gap;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.time.Instant;

/** Where a bar belongs. */
record Slot(Timeframe timeframe, Instant openTime) {

  static Slot of(Bar bar) {
    return new Slot(bar.timeframe(), bar.openTime());
  }
}
