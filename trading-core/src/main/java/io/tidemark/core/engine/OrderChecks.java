package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionOrder.Terms;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings an order's numbers to the venue's rules and checks them, before anything is sent. */
final class OrderChecks {

  private final ExecutionConfiguration configuration;

  OrderChecks(ExecutionConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Why an order is not sent.
   *
   * @param detail the numbers that led to it, in words
   */
  record Denial(DenialReason reason, String detail) {
    String words() {
      return reason + ": " + detail;
    }
  }

  /**
   * The order's numbers on the venue's step and tick: the quantity floored, a price so that it is
   * never worse than asked for (down for a buy, up for a sell). As they are for an instrument
   * without rules, or where rounding would leave nothing: such an order is denied.
   */
  Terms terms(PlaceOrder intent) {
    InstrumentRules rules = configuration.instruments().get(intent.instrument());
    if (rules == null) {
      return new Terms(intent.quantity(), intent.limitPrice(), intent.stopPrice());
    }
    return new Terms(
        intent.quantity().flooredTo(rules.quantityStep()),
        rounded(intent.limitPrice(), intent.side(), rules),
        rounded(intent.stopPrice(), intent.side(), rules));
  }

  private static @Nullable Price rounded(@Nullable Price price, Side side, InstrumentRules rules) {
    if (price == null || price.value().compareTo(rules.tickSize()) < 0) {
      return price;
    }
    return price.roundedTo(
        rules.tickSize(), side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
  }

  /** Why an order may not be sent at {@code now}; empty if it may. */
  Optional<Denial> check(PlaceOrder intent, Terms terms, Instant now) {
    InstrumentRules rules = configuration.instruments().get(intent.instrument());
    if (rules == null) {
      return denied(DenialReason.UNKNOWN_INSTRUMENT, intent.instrument().key());
    }
    Quantity quantity = terms.quantity();
    if (quantity.isZero() || quantity.value().compareTo(rules.minimumQuantity()) < 0) {
      return denied(
          DenialReason.BELOW_MINIMUM_QUANTITY,
          "quantity %s, minimum %s".formatted(quantity, rules.minimumQuantity().toPlainString()));
    }
    BigDecimal cost = price(intent, terms).times(quantity);
    if (cost.compareTo(rules.minimumCost()) < 0) {
      return denied(
          DenialReason.BELOW_MINIMUM_COST,
          "cost %s, minimum %s"
              .formatted(cost.toPlainString(), rules.minimumCost().toPlainString()));
    }
    return stale(intent, now);
  }

  private static Price price(PlaceOrder intent, Terms terms) {
    Price limit = terms.limitPrice();
    return limit == null ? intent.referencePrice() : limit;
  }

  /** An exit is never too old: what it closes is still held. */
  private Optional<Denial> stale(PlaceOrder intent, Instant now) {
    Duration age = Duration.between(intent.eventTime(), now);
    Duration most = configuration.maxDecisionAge();
    return intent.purpose() == OrderPurpose.ENTRY && age.compareTo(most) > 0
        ? denied(DenialReason.STALE_DECISION, "age %s, maximum %s".formatted(age, most))
        : Optional.empty();
  }

  private static Optional<Denial> denied(DenialReason reason, String detail) {
    return Optional.of(new Denial(reason, detail));
  }
}
