package io.tidemark.core.signal;

import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import java.util.List;

/** What became of a message of closed bars. */
public sealed interface ScanOutcome {

  /**
   * At least one strategy decided.
   *
   * @param decided every decision, in order of strategy id
   * @param signals those of live strategies that are to be acted on, in the same order
   * @param shadowSignals what shadow strategies would have raised, in the same order; to be
   *     recorded, never acted on
   */
  record Decided(ScanDecided decided, List<SignalRaised> signals, List<SignalRaised> shadowSignals)
      implements ScanOutcome {
    public Decided {
      signals = List.copyOf(signals);
      shadowSignals = List.copyOf(shadowSignals);
    }
  }

  /** No strategy decided. */
  record NothingDecided(Why why) implements ScanOutcome {}

  /** Why no strategy decided. */
  enum Why {
    /** The bars were taken; they are of no strategy's primary timeframe. */
    NO_PRIMARY_BAR,
    /** A correction; past decisions and the state behind them stay as they are. */
    CORRECTION,
    /** Bars of this instant, or a later one, were taken before; nothing was changed. */
    SEEN_BEFORE
  }
}
