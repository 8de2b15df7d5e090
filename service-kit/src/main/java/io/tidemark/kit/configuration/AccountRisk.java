package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.risk.CorrelationWindow;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code risk} of {@code config/tidemark.yaml}: the account's limits, whatever its
 * strategies ask for. It is also read as {@code risk_management}. Null is a limit that is not set.
 *
 * @param maxOpenPositions at once, 1 or above; default 5
 * @param maxPositionSizePct the most percent of equity that one position may cost; default 5; also
 *     read as {@code max_position_size_percentage}
 * @param allowShort whether SELL signals may open short positions, on paper and at venues that can;
 *     default no
 * @param maxPositionNotional the most of the quote currency that one position may cost
 * @param maxExposurePct the most percent of equity that all positions may cost
 * @param maxCorrelation to what is held already, beyond which nothing is opened
 * @param correlationTimeframe of the bars that correlations are taken over; default 1h
 * @param correlationBars how many of them; default 72
 * @param dailyLossLimitPct loss of a UTC day in percent of equity at its start, which reduces
 * @param maxDrawdownPct fall of equity from its peak in percent of it, which reduces
 * @param drawdownFactor by which sizes shrink between no drawdown and the maximum
 * @param maxRiskOfRuin the most probability of ruin by the closed trades
 * @param ruinLossPct the loss in percent of equity that counts as ruin; default 50
 * @param maxConsecutiveLosses after which nothing is opened until the next UTC day
 * @param maxStopLosses in the window
 * @param stopLossWindowMinutes given with {@code maxStopLosses}
 * @param cooldownMinutes after an exit, in which nothing is opened in its instrument
 * @param setupCooldownMinutes after an exit, for the same strategy and direction in the instrument
 * @param maxOrdersPerMinute of all strategies
 */
public record AccountRisk(
    int maxOpenPositions,
    @JsonAlias("max_position_size_percentage") BigDecimal maxPositionSizePct,
    boolean allowShort,
    @Nullable BigDecimal maxPositionNotional,
    @Nullable BigDecimal maxExposurePct,
    @Nullable BigDecimal maxCorrelation,
    Timeframe correlationTimeframe,
    int correlationBars,
    @Nullable BigDecimal dailyLossLimitPct,
    @Nullable BigDecimal maxDrawdownPct,
    @Nullable BigDecimal drawdownFactor,
    @Nullable BigDecimal maxRiskOfRuin,
    BigDecimal ruinLossPct,
    @Nullable Integer maxConsecutiveLosses,
    @Nullable Integer maxStopLosses,
    @Nullable Integer stopLossWindowMinutes,
    @Nullable Integer cooldownMinutes,
    @Nullable Integer setupCooldownMinutes,
    @Nullable Integer maxOrdersPerMinute) {

  private static final int USUAL_POSITIONS = 5;
  private static final BigDecimal USUAL_SIZE_PCT = BigDecimal.valueOf(5);

  /** An account with the default limits. */
  static final AccountRisk USUAL =
      read(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null);

  @JsonCreator
  static AccountRisk read(
      @Nullable Integer maxOpenPositions,
      @JsonAlias("max_position_size_percentage") @Nullable BigDecimal maxPositionSizePct,
      @Nullable Boolean allowShort,
      @Nullable BigDecimal maxPositionNotional,
      @Nullable BigDecimal maxExposurePct,
      @Nullable BigDecimal maxCorrelation,
      @Nullable Timeframe correlationTimeframe,
      @Nullable Integer correlationBars,
      @Nullable BigDecimal dailyLossLimitPct,
      @Nullable BigDecimal maxDrawdownPct,
      @Nullable BigDecimal drawdownFactor,
      @Nullable BigDecimal maxRiskOfRuin,
      @Nullable BigDecimal ruinLossPct,
      @Nullable Integer maxConsecutiveLosses,
      @Nullable Integer maxStopLosses,
      @Nullable Integer stopLossWindowMinutes,
      @Nullable Integer cooldownMinutes,
      @Nullable Integer setupCooldownMinutes,
      @Nullable Integer maxOrdersPerMinute) {
    CorrelationWindow usual = CorrelationWindow.DEFAULT;
    AccountRisk section =
        new AccountRisk(
            maxOpenPositions == null ? USUAL_POSITIONS : maxOpenPositions,
            maxPositionSizePct == null ? USUAL_SIZE_PCT : maxPositionSizePct,
            allowShort != null && allowShort,
            maxPositionNotional,
            maxExposurePct,
            maxCorrelation,
            correlationTimeframe == null ? usual.timeframe() : correlationTimeframe,
            correlationBars == null ? usual.bars() : correlationBars,
            dailyLossLimitPct,
            maxDrawdownPct,
            drawdownFactor,
            maxRiskOfRuin,
            ruinLossPct == null ? RiskLimits.DEFAULT_RUIN_LOSS_PCT : ruinLossPct,
            maxConsecutiveLosses,
            maxStopLosses,
            stopLossWindowMinutes,
            cooldownMinutes,
            setupCooldownMinutes,
            maxOrdersPerMinute);
    section.limits();
    return section;
  }

  /**
   * As the core takes them.
   *
   * @throws IllegalArgumentException if a limit is out of its range; a section that was read has
   *     none
   */
  public RiskLimits limits() {
    return new RiskLimits(
        maxOpenPositions,
        cooldownMinutes,
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
            maxOrdersPerMinute),
        new CorrelationWindow(correlationTimeframe, correlationBars),
        ruinLossPct);
  }
}
