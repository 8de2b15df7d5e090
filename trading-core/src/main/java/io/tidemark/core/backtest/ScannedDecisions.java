package io.tidemark.core.backtest;

import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.SignalRaised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions with their signals, as a scan over the history makes them. */
final class ScannedDecisions implements Decisions {

  private final ColumnScan scan;
  private final boolean[][] whileFlat = {verdicts(true)};
  private final boolean[][] whileHeld = {verdicts(false)};

  ScannedDecisions(ColumnScan scan) {
    this.scan = scan;
  }

  private static boolean[] verdicts(boolean isFlat) {
    Verdict[] all = Verdict.values();
    boolean[] matter = new boolean[all.length];
    for (Verdict verdict : all) {
      matter[verdict.ordinal()] = matters(verdict.type(), isFlat);
    }
    return matter;
  }

  private static boolean matters(@Nullable SignalType type, boolean isFlat) {
    return type == (isFlat ? SignalType.BUY : SignalType.CLOSE);
  }

  @Override
  public int next(int from, boolean isFlat) {
    moveTo(from);
    return scan.nextThatMatters(isFlat ? whileFlat : whileHeld);
  }

  @Override
  public @Nullable Request at(int index, boolean isFlat) {
    moveTo(index);
    List<SignalRaised> signals = scan.signals((_, type) -> matters(type, isFlat));
    return signals.isEmpty() ? null : new Request(signals.getFirst());
  }

  /** Bars are passed over only where {@link #next} has said that they may be. */
  private void moveTo(int index) {
    int following = scan.index() + 1;
    if (index > following) {
      scan.moveTo(index);
    } else if (index == following) {
      scan.advance();
    }
  }
}
