package io.tidemark.core.risk;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fixes the size of an entry at its decision.
 *
 * <p>A percentage of equity shrinks to what free cash covers; an amount of the quote currency is
 * kept or refused. Either is capped by the account's limit for one position and floored to the
 * venue's step.
 */
public final class PositionSizer {

  private PositionSizer() {}

  /** The size of an entry, or why there is none. */
  public static Sizing size(SizingRequest request) {
    InstrumentRules rules = request.rules();
    Quantity wanted = floored(budget(request), request.reference().value(), rules);
    Quantity affordable = floored(request.freeCash(), request.cashPerUnit(), rules);
    boolean shrinks = request.sizing().positionSizeQuote() == null;
    boolean shortOfCash = wanted.compareTo(affordable) > 0;
    Quantity quantity = shrinks ? wanted.min(affordable) : wanted;
    if (shortOfCash && (!shrinks || belowMinimum(quantity, request) != null)) {
      return refused(DenialReason.INSUFFICIENT_CASH, wanted, request);
    }
    DenialReason below = belowMinimum(quantity, request);
    return below == null
        ? new Sizing.Sized(quantity, request.cashPerUnit())
        : refused(below, quantity, request);
  }

  private static BigDecimal budget(SizingRequest request) {
    BigDecimal amount = request.sizing().positionSizeQuote();
    BigDecimal pct = request.sizing().positionSizePct();
    BigDecimal wanted =
        amount != null
            ? amount
            : percent(request.equity(), pct == null ? PositionSizing.DEFAULT_PCT : pct);
    BigDecimal most = percent(request.equity(), request.limits().maxPositionPct());
    return wanted.min(most.subtract(request.invested()));
  }

  private static BigDecimal percent(BigDecimal amount, BigDecimal pct) {
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

  private static Sizing refused(DenialReason reason, Quantity quantity, SizingRequest request) {
    Map<String, String> context = new TreeMap<>();
    context.put("quantity", quantity.toString());
    context.put("referencePrice", request.reference().toString());
    context.put("equity", request.equity().toPlainString());
    context.put("freeCash", request.freeCash().toPlainString());
    context.put("required", request.cashPerUnit().multiply(quantity.value()).toPlainString());
    context.put("minimumQuantity", request.rules().minimumQuantity().toPlainString());
    context.put("minimumCost", request.rules().minimumCost().toPlainString());
    return new Sizing.Refused(reason, context);
  }
}
