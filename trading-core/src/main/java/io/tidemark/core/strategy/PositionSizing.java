package io.tidemark.core.strategy;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much is put into one position, and what a strategy may hold. At most one of the three sizes
 * is given; without any, 2 % of equity.
 *
 * @param positionSizePct percent of equity, in (0, 100]; null if the size is another
 * @param positionSizeQuote amount of the quote currency, above 0; null if the size is another
 * @param atrRiskPct percent of equity that is lost at {@link ExitPlan#stopLossAtr}, in (0, 100];
 *     null if the size is another
 * @param kelly a cap on the size; null for none
 * @param maxPositions of this strategy at once, 1 or above; null for no limit of its own
 * @param cooldownMinutes after an exit, in which nothing is opened in its instrument, 1 or above;
 *     null for none
 * @param maxEntries into one position, 2 or above; null if it is never added to
 * @param limits further limits
 */
public record PositionSizing(
    @Nullable BigDecimal positionSizePct,
    @Nullable BigDecimal positionSizeQuote,
    @Nullable BigDecimal atrRiskPct,
    @Nullable KellyCap kelly,
    @Nullable Integer maxPositions,
    @Nullable Integer cooldownMinutes,
    @Nullable Integer maxEntries,
    StrategyLimits limits) {

  /** Percent of equity, where no size is given. */
  public static final BigDecimal DEFAULT_PCT = BigDecimal.valueOf(2);

  /** The default size, with no limit of its own. */
  public static final PositionSizing DEFAULT = new PositionSizing(null, null, null);

  /**
   * @throws IllegalArgumentException if a value is out of its range, or more than one size is
   *     given; the message begins with the key
   */
  public PositionSizing {
    positionSizePct = Ranges.upTo("risk.position_size_pct", positionSizePct, 100);
    positionSizeQuote = Ranges.positive("risk.position_size_usd", positionSizeQuote);
    atrRiskPct = Ranges.upTo("risk.atr_risk_pct", atrRiskPct, 100);
    long sizes =
        Stream.of(positionSizePct != null, positionSizeQuote != null, atrRiskPct != null)
            .filter(given -> given)
            .count();
    if (sizes > 1) {
      throw new IllegalArgumentException(
          "risk must have at most one of position_size_pct, position_size_usd and atr_risk_pct");
    }
    if (sizes == 0) {
      positionSizePct = DEFAULT_PCT;
    }
    maxPositions = Ranges.atLeast("risk.max_positions", maxPositions, 1);
    cooldownMinutes = Ranges.atLeast("risk.cooldown_minutes", cooldownMinutes, 1);
    maxEntries = Ranges.atLeast("risk.scale_in.max_entries", maxEntries, 2);
  }

  /** A size alone; null for what is not given. */
  public PositionSizing(
      @Nullable BigDecimal positionSizePct,
      @Nullable BigDecimal positionSizeQuote,
      @Nullable Integer maxPositions) {
    this(
        positionSizePct,
        positionSizeQuote,
        null,
        null,
        maxPositions,
        null,
        null,
        StrategyLimits.NONE);
  }
}
