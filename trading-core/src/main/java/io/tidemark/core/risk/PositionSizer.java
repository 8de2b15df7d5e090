package io.tidemark.core.risk;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fixes the size of an entry at its decision.
 *
 * <p>What is asked for is a percentage of equity, an amount of the quote currency, or what loses a
 * percentage of equity at the stop. It shrinks with the drawdown, is cut to the tightest cap,
 * multiplied by the operator's scale and floored to the venue's step. An amount that free cash does
 * not cover is refused; the others shrink to what it covers.
 */
public final class PositionSizer {

  private static final MathContext DOWN = new MathContext(34, RoundingMode.DOWN);

  private PositionSizer() {}

  /** The size of an entry, or why there is none. */
  public static Sizing size(SizingRequest request) {
    InstrumentRules rules = request.rules();
    BigDecimal asked = asked(request);
    Optional<SizeCap> cap = tightest(request).filter(each -> each.amount().compareTo(asked) < 0);
    BigDecimal unscaled = cap.map(SizeCap::amount).orElse(asked);
    BigDecimal budget = unscaled.multiply(request.scale());
    Quantity wanted = floored(budget, request.reference().value(), rules);
    Quantity affordable = floored(request.freeCash(), request.cashPerUnit(), rules);
    boolean shrinks = request.sizing().positionSizeQuote() == null;
    boolean shortOfCash = wanted.compareTo(affordable) > 0;
    Quantity quantity = shrinks ? wanted.min(affordable) : wanted;
    DenialReason below = belowMinimum(quantity, request);
    if (shortOfCash && (!shrinks || below != null)) {
      return refused(DenialReason.INSUFFICIENT_CASH, wanted, asked, request);
    }
    if (below == null) {
      return new Sizing.Sized(quantity, request.cashPerUnit());
    }
    DenialReason ofCap = cap.map(SizeCap::reason).orElse(null);
    return refused(ofCap == null || isScaled(request) ? below : ofCap, quantity, asked, request);
  }

  private static boolean isScaled(SizingRequest request) {
    return request.scale().compareTo(BigDecimal.ONE) != 0;
  }

  private static BigDecimal asked(SizingRequest request) {
    return full(request).multiply(request.factor());
  }

  private static BigDecimal full(SizingRequest request) {
    PositionSizing sizing = request.sizing();
    BigDecimal amount = sizing.positionSizeQuote();
    if (amount != null) {
      return amount;
    }
    BigDecimal atRisk = sizing.atrRiskPct();
    if (atRisk == null) {
      BigDecimal pct = sizing.positionSizePct();
      return percent(request.equity(), pct == null ? PositionSizing.DEFAULT_PCT : pct);
    }
    BigDecimal distance = request.stopDistance();
    if (distance == null || distance.signum() <= 0) {
      throw new IllegalArgumentException(
          "stopDistance must be above 0 where risk.atr_risk_pct is given, was " + distance);
    }
    return percent(request.equity(), atRisk)
        .multiply(request.reference().value())
        .divide(distance, DOWN);
  }

  private static Optional<SizeCap> tightest(SizingRequest request) {
    return request.caps().stream().min(Comparator.comparing(SizeCap::amount));
  }

  /** {@code pct} percent of {@code amount}. */
  public static BigDecimal percent(BigDecimal amount, BigDecimal pct) {
    return amount.multiply(pct).movePointLeft(2);
  }

  private static Quantity floored(BigDecimal cash, BigDecimal perUnit, InstrumentRules rules) {
    if (cash.signum() <= 0) {
      return Quantity.ZERO;
    }
    BigDecimal perStep = perUnit.multiply(rules.quantityStep());
    return new Quantity(cash.divideToIntegralValue(perStep).multiply(rules.quantityStep()));
  }

  private static @Nullable DenialReason belowMinimum(Quantity quantity, SizingRequest request) {
    InstrumentRules rules = request.rules();
    if (quantity.isZero() || quantity.value().compareTo(rules.minimumQuantity()) < 0) {
      return DenialReason.BELOW_MINIMUM_QUANTITY;
    }
    return request.reference().times(quantity).compareTo(rules.minimumCost()) < 0
        ? DenialReason.BELOW_MINIMUM_COST
        : null;
  }

  private static Sizing refused(
      DenialReason reason, Quantity quantity, BigDecimal asked, SizingRequest request) {
    Map<String, String> context = new TreeMap<>();
    context.put("quantity", quantity.toString());
    context.put("asked", plain(asked));
    context.put("referencePrice", request.reference().toString());
    context.put("equity", plain(request.equity()));
    context.put("freeCash", plain(request.freeCash()));
    context.put("required", plain(request.cashPerUnit().multiply(quantity.value())));
    context.put("minimumQuantity", plain(request.rules().minimumQuantity()));
    context.put("minimumCost", plain(request.rules().minimumCost()));
    if (isScaled(request)) {
      context.put("sizeScale", plain(request.scale()));
    }
    request.caps().forEach(cap -> context.put(cap.name(), plain(cap.amount())));
    return new Sizing.Refused(reason, context);
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
