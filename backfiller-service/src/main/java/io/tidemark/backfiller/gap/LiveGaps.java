package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.event.BarsClosed;

/** Notes the bars that the live stream published with a hole. */
public final class LiveGaps implements EventHandler {

  private final GapTable gaps;
  private final SuiteClock clock;
  private final Runnable wakeHealer;

  /**
   * @param wakeHealer called when gaps may have been noted
   */
  public LiveGaps(GapTable gaps, SuiteClock clock, Runnable wakeHealer) {
    this.gaps = gaps;
    this.clock = clock;
    this.wakeHealer = wakeHealer;
  }

  @Override
  public void handle(Received received) {
    if (received.event() instanceof BarsClosed closed) {
      for (Bar bar : closed.bars()) {
        if (bar.completeness() == Completeness.PARTIAL) {
          Span slot = new Span(bar.openTime(), bar.closeTime());
          gaps.noteLive(closed.instrument(), bar.timeframe(), slot, clock.instant());
        }
      }
    }
  }

  @Override
  public void flush() {
    wakeHealer.run();
  }

  @Override
  public void reset() {
    // The gaps are in the database only.
  }
}
