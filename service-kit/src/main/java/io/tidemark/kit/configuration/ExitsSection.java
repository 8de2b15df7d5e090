package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The section {@code exits} of a strategy's YAML; null is what is not given. */
record ExitsSection(
    @Nullable BigDecimal stopLossPct,
    @Nullable AtrSection stopLossAtr,
    @Nullable BigDecimal takeProfitPct,
    @Nullable List<LevelSection> takeProfitLevels,
    @Nullable BigDecimal trailingStopPct,
    @Nullable TrailingSection trailingStop,
    @Nullable BigDecimal breakEvenAtPct,
    @Nullable Integer maxHoldTimeMinutes,
    @Nullable Boolean onlyIfNoProfit,
    @Nullable Map<Integer, BigDecimal> roi,
    @Nullable String oppositeSignal,
    @Nullable BigDecimal mlExit,
    @Nullable Boolean runner,
    @Nullable Boolean feeAware) {

  record AtrSection(@Nullable BigDecimal multiple, @Nullable Integer period) {

    private AtrDistance toDistance(String key) {
      try {
        return new AtrDistance(
            given(key + ".multiple", multiple),
            period == null ? AtrDistance.DEFAULT_PERIOD : period);
      } catch (IllegalArgumentException e) {
        String problem = String.valueOf(e.getMessage());
        throw problem.startsWith(key) ? e : new IllegalArgumentException(key + ": " + problem, e);
      }
    }
  }

  record LevelSection(
      @Nullable BigDecimal targetPct, @Nullable BigDecimal closePct, @Nullable Boolean runner) {}

  record TrailingSection(
      @Nullable BigDecimal activationPct,
      @Nullable BigDecimal offsetPct,
      @Nullable AtrSection offsetAtr) {

    private TrailingStop toStop() {
      return new TrailingStop(
          activationPct == null ? BigDecimal.ZERO : activationPct,
          offsetPct,
          offsetAtr == null ? null : offsetAtr.toDistance("exits.trailing_stop.offset_atr"));
    }
  }

  /**
   * @throws IllegalArgumentException if something is out of its range, or excludes something else
   */
  ExitPlan toPlan() {
    List<LevelSection> levels = takeProfitLevels == null ? List.of() : takeProfitLevels;
    return new ExitPlan(
        stopLossPct,
        stopLossAtr == null ? null : stopLossAtr.toDistance("exits.stop_loss_atr"),
        takeProfitPct,
        levels.stream().map(ExitsSection::toLevel).toList(),
        toTrailingStop(),
        breakEvenAtPct,
        maxHoldTimeMinutes,
        Boolean.TRUE.equals(onlyIfNoProfit),
        new TreeMap<>(roi == null ? Map.of() : roi),
        Choice.of(
            "exits.opposite_signal", OppositeSignal.class, oppositeSignal, OppositeSignal.CLOSE),
        mlExit,
        Boolean.TRUE.equals(runner) || endsWithRunner(levels),
        Boolean.TRUE.equals(feeAware));
  }

  private static TakeProfitLevel toLevel(LevelSection level) {
    return new TakeProfitLevel(
        given("exits.take_profit_levels.target_pct", level.targetPct),
        given("exits.take_profit_levels.close_pct", level.closePct));
  }

  private static boolean endsWithRunner(List<LevelSection> levels) {
    for (LevelSection level : levels.subList(0, Math.max(0, levels.size() - 1))) {
      if (Boolean.TRUE.equals(level.runner)) {
        throw new IllegalArgumentException(
            "exits.take_profit_levels: runner belongs to the last level, or to exits itself");
      }
    }
    return !levels.isEmpty() && Boolean.TRUE.equals(levels.getLast().runner);
  }

  private @Nullable TrailingStop toTrailingStop() {
    if (trailingStopPct != null && trailingStop != null) {
      throw new IllegalArgumentException(
          "exits.trailing_stop_pct excludes trailing_stop; give one of them");
    }
    if (trailingStopPct != null) {
      return TrailingStop.fromEntry(trailingStopPct);
    }
    return trailingStop == null ? null : trailingStop.toStop();
  }

  private static BigDecimal given(String key, @Nullable BigDecimal value) {
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }
}
