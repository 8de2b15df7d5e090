package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.learn.Labels;
import io.tidemark.core.learn.Targets;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model learns to foretell.
 *
 * @param type default price_direction
 * @param lookaheadPeriods bars ahead, from 1 to 10,000; default 5
 * @param thresholdPct percent that the close must move to count with {@link Type#PRICE_DIRECTION},
 *     0 or above; default 0.5
 * @param takeProfitPct percent up to the target of {@link Type#TRIPLE_BARRIER}, above 0; null
 *     otherwise
 * @param stopLossPct percent down to its stop, above 0 and below 100; null otherwise
 */
public record TrainingTarget(
    Type type,
    int lookaheadPeriods,
    BigDecimal thresholdPct,
    @Nullable BigDecimal takeProfitPct,
    @Nullable BigDecimal stopLossPct) {

  private static final int FARTHEST = 10_000;
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** What holds where nothing is given. */
  static final TrainingTarget DEFAULT = read(null, null, null, null, null);

  /** What is foretold. */
  public enum Type {
    /** Whether the close will be higher, lower, or neither by the threshold. */
    PRICE_DIRECTION,
    /** Whether the target, the stop, or neither will be touched first. */
    TRIPLE_BARRIER,
    /** Whether the trade that a signal leads to will win. */
    META_LABEL
  }

  public TrainingTarget {
    TrainingFile.require(
        lookaheadPeriods >= 1 && lookaheadPeriods <= FARTHEST,
        "target.lookahead_periods must be from 1 to " + FARTHEST,
        lookaheadPeriods);
    TrainingFile.require(
        thresholdPct.signum() >= 0,
        "target.threshold_pct must be 0 or above",
        thresholdPct.toPlainString());
    boolean barred = type == Type.TRIPLE_BARRIER;
    TrainingFile.require(
        barred == (takeProfitPct != null) && barred == (stopLossPct != null),
        "target.type must be triple_barrier where target.take_profit_pct and target.stop_loss_pct"
            + " are given, and there alone",
        type.toString().toLowerCase(Locale.ROOT));
    TrainingFile.require(
        takeProfitPct == null || takeProfitPct.signum() > 0,
        "target.take_profit_pct must be above 0",
        String.valueOf(takeProfitPct));
    TrainingFile.require(
        stopLossPct == null || (stopLossPct.signum() > 0 && stopLossPct.compareTo(ALL) < 0),
        "target.stop_loss_pct must be above 0 and below 100",
        String.valueOf(stopLossPct));
  }

  @JsonCreator
  static TrainingTarget read(
      @Nullable String type,
      @Nullable Integer lookaheadPeriods,
      @Nullable BigDecimal thresholdPct,
      @Nullable BigDecimal takeProfitPct,
      @Nullable BigDecimal stopLossPct) {
    return new TrainingTarget(
        Choice.of("target.type", Type.class, type, Type.PRICE_DIRECTION),
        lookaheadPeriods == null ? 5 : lookaheadPeriods,
        thresholdPct == null ? new BigDecimal("0.5") : thresholdPct,
        takeProfitPct,
        stopLossPct);
  }

  /**
   * The labels of the rows of a table.
   *
   * @param trades those that are learnt from with {@link Type#META_LABEL}; not looked at otherwise
   */
  public Labels labels(FeatureTable table, Collection<ClosedTrade> trades) {
    return switch (type) {
      case PRICE_DIRECTION ->
          Targets.direction(table, lookaheadPeriods, thresholdPct.doubleValue());
      case TRIPLE_BARRIER ->
          Targets.tripleBarrier(
              table, percent(takeProfitPct), percent(stopLossPct), lookaheadPeriods);
      case META_LABEL -> Targets.metaLabels(table, trades);
    };
  }

  private static double percent(@Nullable BigDecimal value) {
    return Objects.requireNonNull(value, "given with triple_barrier").doubleValue();
  }
}
