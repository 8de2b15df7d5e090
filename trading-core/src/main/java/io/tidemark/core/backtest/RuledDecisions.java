package io.tidemark.core.backtest;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of rules whose truth is known at every bar beforehand. What {@code entry} and {@code
 * exit} come to is what a scan makes of them: an exit rule that holds forbids the entry, and
 * nothing is asked for where either cannot be judged, a value is not defined, or the bar has a
 * hole.
 */
final class RuledDecisions implements Decisions {

  private final BitSet entries;
  private final BitSet exits;

  RuledDecisions(Truths entry, Truths exit, BitSet withHole) {
    BitSet withheld = (BitSet) entry.unknown().clone();
    withheld.or(exit.unknown());
    withheld.or(entry.blind());
    withheld.or(exit.blind());
    withheld.or(withHole);
    exits = (BitSet) exit.holds().clone();
    entries = (BitSet) entry.holds().clone();
    entries.andNot(exits);
    entries.andNot(withheld);
    exits.andNot(withheld);
  }

  @Override
  public int next(int from, boolean isFlat) {
    int next = (isFlat ? entries : exits).nextSetBit(from);
    return next < 0 ? Integer.MAX_VALUE : next;
  }

  @Override
  public @Nullable Request at(int index, boolean isFlat) {
    return (isFlat ? entries : exits).get(index) ? Request.UNTOLD : null;
  }
}
