package io.tidemark.core.strategy;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a position is closed, beside the strategy's own signals. Percentages are of its average
 * entry price, so a position against which nothing of this is set is closed by signals alone.
 *
 * @param stopLossPct loss at which all is closed, in (0, 100); null for none
 * @param stopLossAtr the same as a distance from the average entry price; not with {@code
 *     stopLossPct}; null for none
 * @param takeProfitPct gain at which all is closed, above 0; null for none
 * @param takeProfitLevels gains at which parts are closed, nearest first; not with {@code
 *     takeProfitPct}. The last closes what is left, unless there is a runner
 * @param trailingStop null for none
 * @param breakEvenAtPct gain from which on the stop is at the average entry price, above 0; null
 *     for never
 * @param maxHoldTimeMinutes after which all is closed, 1 or above; null for never
 * @param onlyIfNoProfit whether the hold time closes only what has gained nothing
 * @param roi minutes since entry, 0 or above, to the gain that is enough from then on, 0 or above;
 *     empty for none
 * @param oppositeSignal what a signal against the position does
 * @param mlExitConfidence the least confidence of a prediction against the position that closes it,
 *     from 0 to 1; null if predictions close nothing
 * @param runner whether what the levels leave is held until the trailing stop closes it
 * @param feeAware whether all percentages of gain and loss hold after the fees of entry and exit;
 *     distances and offsets are of the market and stay
 */
public record ExitPlan(
    @Nullable BigDecimal stopLossPct,
    @Nullable AtrDistance stopLossAtr,
    @Nullable BigDecimal takeProfitPct,
    List<TakeProfitLevel> takeProfitLevels,
    @Nullable TrailingStop trailingStop,
    @Nullable BigDecimal breakEvenAtPct,
    @Nullable Integer maxHoldTimeMinutes,
    boolean onlyIfNoProfit,
    SortedMap<Integer, BigDecimal> roi,
    OppositeSignal oppositeSignal,
    @Nullable BigDecimal mlExitConfidence,
    boolean runner,
    boolean feeAware) {

  /** Closed by signals alone. */
  public static final ExitPlan NONE = new ExitPlan(null, null);

  /**
   * @throws IllegalArgumentException if a value is out of its range, or two exclude each other; the
   *     message begins with the key
   */
  public ExitPlan {
    stopLossPct = Ranges.below("exits.stop_loss_pct", stopLossPct, 100);
    takeProfitPct = Ranges.positive("exits.take_profit_pct", takeProfitPct);
    breakEvenAtPct = Ranges.positive("exits.break_even_at_pct", breakEvenAtPct);
    maxHoldTimeMinutes = Ranges.atLeast("exits.max_hold_time_minutes", maxHoldTimeMinutes, 1);
    mlExitConfidence = Ranges.notNegative("exits.ml_exit", mlExitConfidence);
    require(
        mlExitConfidence == null || mlExitConfidence.compareTo(BigDecimal.ONE) <= 0,
        "exits.ml_exit must be a confidence from 0 to 1");
    require(
        stopLossPct == null || stopLossAtr == null,
        "exits.stop_loss_pct excludes stop_loss_atr; give one of them");
    require(
        takeProfitPct == null || takeProfitLevels.isEmpty(),
        "exits.take_profit_pct excludes take_profit_levels; give one of them");
    require(
        !onlyIfNoProfit || maxHoldTimeMinutes != null,
        "exits.only_if_no_profit needs max_hold_time_minutes");
    takeProfitLevels = List.copyOf(takeProfitLevels);
    requireLevels(takeProfitLevels, runner);
    require(
        !runner || trailingStop != null,
        "exits.runner needs trailing_stop, which closes what the levels leave");
    roi = checked(roi);
  }

  /** A stop and a target; null for none. */
  public ExitPlan(@Nullable BigDecimal stopLossPct, @Nullable BigDecimal takeProfitPct) {
    this(
        stopLossPct,
        null,
        takeProfitPct,
        List.of(),
        null,
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        false,
        false);
  }

  private static void requireLevels(List<TakeProfitLevel> levels, boolean runner) {
    BigDecimal closed = BigDecimal.ZERO;
    BigDecimal before = BigDecimal.ZERO;
    for (TakeProfitLevel level : levels) {
      require(
          level.targetPct().compareTo(before) > 0,
          "exits.take_profit_levels must have rising target_pct, but %s follows %s"
              .formatted(level.targetPct().toPlainString(), before.toPlainString()));
      before = level.targetPct();
      closed = closed.add(level.closePct());
    }
    require(
        closed.compareTo(BigDecimal.ONE) <= 0,
        "exits.take_profit_levels close %s of the position; close_pct must add up to at most 1"
            .formatted(closed.toPlainString()));
    require(
        !runner || (closed.signum() > 0 && closed.compareTo(BigDecimal.ONE) < 0),
        "exits.runner needs take_profit_levels whose close_pct add up to less than 1");
  }

  private static SortedMap<Integer, BigDecimal> checked(SortedMap<Integer, BigDecimal> roi) {
    SortedMap<Integer, BigDecimal> checked = new TreeMap<>();
    roi.forEach(
        (minutes, pct) -> {
          require(minutes >= 0, "exits.roi: minutes must be 0 or above, was " + minutes);
          require(
              pct.signum() >= 0,
              "exits.roi: percent must be 0 or above, was " + pct.toPlainString());
          checked.put(minutes, Ranges.given(pct));
        });
    return Collections.unmodifiableSortedMap(checked);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
