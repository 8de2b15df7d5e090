package io.tidemark.core.shadow;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a definition says of size, fees and pauses, and what of it a shadow book leaves aside. */
final class ShadowTerms {

  private static final BigDecimal DEFAULT_CASH = BigDecimal.valueOf(10_000);
  private static final BigDecimal DEFAULT_FEE_RATE = new BigDecimal("0.0026");
  private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

  private final StrategyDefinition definition;

  ShadowTerms(StrategyDefinition definition) {
    this.definition = definition;
  }

  private static BigDecimal orElse(@Nullable BigDecimal value, BigDecimal other) {
    return value == null ? other : value;
  }

  BigDecimal initialCash() {
    return orElse(definition.initialCash(), DEFAULT_CASH);
  }

  BigDecimal feeRate() {
    return orElse(definition.execution().feeRate(), DEFAULT_FEE_RATE);
  }

  /** A price made worse for one who buys, or sells. */
  BigDecimal slipped(BigDecimal price, boolean buys) {
    BigDecimal rate =
        orElse(definition.execution().slippageBps(), BigDecimal.ZERO).movePointLeft(4);
    BigDecimal part = price.multiply(rate);
    return buys ? price.add(part) : price.subtract(part);
  }

  /** What holding a short costs. */
  BigDecimal borrowed(BigDecimal notional, Duration held) {
    BigDecimal rate = orElse(definition.execution().borrowRateDaily(), BigDecimal.ZERO);
    return rate.signum() == 0
        ? BigDecimal.ZERO
        : notional
            .multiply(rate)
            .multiply(BigDecimal.valueOf(held.toSeconds()))
            .divide(DAY_SECONDS, ShadowBook.DIGITS);
  }

  /** Whether a size may be made smaller to fit the cash. */
  boolean shrinks() {
    return definition.risk().positionSizeQuote() == null;
  }

  /**
   * What is put into a position, of the quote currency.
   *
   * @param share of it that the signal gives; null for all
   */
  BigDecimal budget(BigDecimal equity, @Nullable BigDecimal share) {
    BigDecimal size = definition.risk().positionSizeQuote();
    BigDecimal pct = orElse(definition.risk().positionSizePct(), PositionSizing.DEFAULT_PCT);
    BigDecimal all = size != null ? size : equity.multiply(pct).movePointLeft(2);
    return share == null ? all : all.multiply(share);
  }

  /** Whether nothing may be opened yet after an exit. */
  boolean isCooling(@Nullable Instant lastExit, Instant now) {
    Integer minutes = definition.risk().cooldownMinutes();
    return minutes != null
        && lastExit != null
        && now.isBefore(lastExit.plus(Duration.ofMinutes(minutes)));
  }

  List<String> notJudged() {
    List<String> keys = new ArrayList<>();
    note(keys, definition.exits().mlExitConfidence() != null, "exits.ml_exit");
    note(keys, definition.risk().atrRiskPct() != null, "risk.atr_risk_pct");
    note(keys, definition.risk().kelly() != null, "risk.kelly");
    note(keys, definition.risk().maxEntries() != null, "risk.scale_in");
    note(keys, definition.execution().limit() != null, "execution.limit");
    return keys;
  }

  private static void note(List<String> keys, boolean given, String key) {
    if (given) {
      keys.add(key);
    }
  }
}
