package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.KellyCap;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyLimits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The section {@code risk} of a strategy's YAML; null is what is not given. */
record RiskSection(
    @Nullable BigDecimal positionSizePct,
    @Nullable BigDecimal positionSizeUsd,
    @Nullable BigDecimal atrRiskPct,
    @Nullable KellySection kelly,
    @Nullable Integer maxPositions,
    @Nullable Integer cooldownMinutes,
    @Nullable ScaleInSection scaleIn,
    @Nullable BigDecimal maxPositionSizePct,
    @Nullable BigDecimal maxPositionNotional,
    @Nullable BigDecimal maxExposurePct,
    @Nullable BigDecimal maxCorrelation,
    @Nullable BigDecimal dailyLossLimitPct,
    @Nullable BigDecimal maxDrawdownPct,
    @Nullable BigDecimal drawdownFactor,
    @Nullable BigDecimal maxRiskOfRuin,
    @Nullable Integer maxConsecutiveLosses,
    @Nullable Integer maxStopLosses,
    @Nullable Integer stopLossWindowMinutes,
    @Nullable Integer setupCooldownMinutes,
    @Nullable Integer maxOrdersPerMinute) {

  record KellySection(@Nullable BigDecimal fraction, @Nullable Integer minTrades) {

    private KellyCap toCap() {
      return new KellyCap(
          fraction == null ? KellyCap.DEFAULT_FRACTION : fraction,
          minTrades == null ? KellyCap.DEFAULT_MIN_TRADES : minTrades);
    }
  }

  record ScaleInSection(@Nullable Integer maxEntries) {

    private static final int TWICE = 2;

    private int entries() {
      return maxEntries == null ? TWICE : maxEntries;
    }
  }

  /**
   * @throws IllegalArgumentException if something is out of its range, or excludes something else
   */
  PositionSizing toSizing() {
    return new PositionSizing(
        positionSizePct,
        positionSizeUsd,
        atrRiskPct,
        kelly == null ? null : kelly.toCap(),
        maxPositions,
        cooldownMinutes,
        scaleIn == null ? null : scaleIn.entries(),
        new StrategyLimits(
            maxPositionSizePct,
            maxPositionNotional,
            maxExposurePct,
            maxCorrelation,
            dailyLossLimitPct,
            maxDrawdownPct,
            drawdownFactor,
            maxRiskOfRuin,
            maxConsecutiveLosses,
            maxStopLosses,
            stopLossWindowMinutes,
            setupCooldownMinutes,
            maxOrdersPerMinute));
  }
}
