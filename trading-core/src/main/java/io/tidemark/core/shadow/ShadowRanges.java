package io.tidemark.core.shadow;

import io.tidemark.core.indicator.Atr;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The distances of an exit plan that are told in average true ranges, as of the latest bar. */
final class ShadowRanges {

  private final @Nullable Ranged stop;
  private final @Nullable Ranged trail;

  ShadowRanges(ExitPlan plan) {
    TrailingStop trailing = plan.trailingStop();
    stop = Ranged.of(plan.stopLossAtr());
    trail = Ranged.of(trailing == null ? null : trailing.offsetAtr());
  }

  /** A distance and the kernel behind it. */
  private record Ranged(AtrDistance distance, Atr range) {

    static @Nullable Ranged of(@Nullable AtrDistance distance) {
      return distance == null ? null : new Ranged(distance, new Atr(distance.period()));
    }

    void update(Bar bar) {
      range.update(bar.high().toDouble(), bar.low().toDouble(), bar.close().toDouble());
    }

    boolean isCold() {
      return !(range.value(0) > 0);
    }

    /** As of the latest bar; not while {@link #isCold}. */
    BigDecimal length() {
      return new BigDecimal(range.value(0), ShadowBook.DIGITS).multiply(distance.multiple());
    }
  }

  void update(Bar bar) {
    if (stop != null) {
      stop.update(bar);
    }
    if (trail != null) {
      trail.update(bar);
    }
  }

  /** Whether a distance cannot be told yet. */
  boolean isCold() {
    return (stop != null && stop.isCold()) || (trail != null && trail.isCold());
  }

  /** How far the stop is from the entry; null if it is not told so. */
  @Nullable BigDecimal stopDistance() {
    return stop == null ? null : stop.length();
  }

  /** How far the trailing stop is behind the best price; null if it is not told so. */
  @Nullable BigDecimal trailDistance() {
    return trail == null ? null : trail.length();
  }

  void save(DataOutput out) throws IOException {
    if (stop != null) {
      stop.range().save(out);
    }
    if (trail != null) {
      trail.range().save(out);
    }
  }

  void restore(DataInput in) throws IOException {
    if (stop != null) {
      stop.range().restore(in);
    }
    if (trail != null) {
      trail.range().restore(in);
    }
  }
}
