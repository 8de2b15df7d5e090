package io.tidemark.core.portfolio;

import io.tidemark.core.risk.Sizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What stands against putting the rest of an entry anew. It is an entry like any other: what would
 * refuse a signal now refuses it as well, but for what was settled by its first order, which are
 * the size and the place among the open positions.
 */
final class EntriesAnew {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;
  private final EntryGuards guards;
  private final EntryStates states;

  EntriesAnew(PositionStageConfiguration configuration, PositionBook book, EntryGuards guards) {
    this.configuration = configuration;
    this.book = book;
    this.guards = guards;
    this.states = new EntryStates(book, guards);
  }

  /**
   * The first thing that refuses it, with its numbers; empty if nothing does.
   *
   * @param rules of its instrument
   * @param rest what has not traded
   * @param cashPerUnit what a unit of it would cost at {@code limit} with its fee
   * @param observedAt when the suite decides it
   */
  Optional<Sizing.Refused> refusal(
      PositionOrigin origin,
      InstrumentRules rules,
      Quantity rest,
      Price limit,
      BigDecimal cashPerUnit,
      Instant at,
      Instant observedAt) {
    StrategyDefinition strategy = configuration.strategies().get(origin.strategy());
    if (strategy == null) {
      return refuse(DenialReason.UNKNOWN_STRATEGY, Map.of("strategy", origin.strategy()));
    }
    EntryCandidate candidate = EntryCandidate.anew(origin, at);
    boolean allowed = book.account().controls().hasLetPass(origin.positionId());
    return states
        .refusal(candidate, strategy, allowed)
        .or(() -> age(at, observedAt))
        .or(() -> guards.check(candidate, strategy))
        .or(this::scale)
        .or(() -> minimum(rest, limit, rules))
        .or(() -> cash(origin, cashPerUnit.multiply(rest.value())));
  }

  private Optional<Sizing.Refused> age(Instant at, Instant observedAt) {
    Duration age = Duration.between(at, observedAt);
    Duration most = configuration.maxDecisionAge();
    return age.compareTo(most) <= 0
        ? Optional.empty()
        : refuse(
            DenialReason.STALE_DECISION, Map.of("age", age.toString(), "maximum", most.toString()));
  }

  /** The size stays as it was settled, unless the operator wants no entries at all. */
  private Optional<Sizing.Refused> scale() {
    BigDecimal scale = book.account().controls().sizeScale();
    return scale.signum() > 0
        ? Optional.empty()
        : refuse(DenialReason.BELOW_MINIMUM_QUANTITY, Map.of("sizeScale", "0", "quantity", "0"));
  }

  private static Optional<Sizing.Refused> minimum(
      Quantity rest, Price limit, InstrumentRules rules) {
    Map<String, String> context = Map.of("rest", rest.toString(), "limitPrice", limit.toString());
    if (rest.isZero() || rest.value().compareTo(rules.minimumQuantity()) < 0) {
      return refuse(DenialReason.BELOW_MINIMUM_QUANTITY, context);
    }
    return limit.times(rest).compareTo(rules.minimumCost()) < 0
        ? refuse(DenialReason.BELOW_MINIMUM_COST, context)
        : Optional.empty();
  }

  private Optional<Sizing.Refused> cash(PositionOrigin origin, BigDecimal required) {
    String quote = origin.quoteCurrency();
    CashBalance balance = book.account().balances().get(quote);
    Money free = balance == null ? Money.zero(quote) : balance.cash().minus(book.reserved(quote));
    return free.amount().compareTo(required) >= 0
        ? Optional.empty()
        : refuse(
            DenialReason.INSUFFICIENT_CASH,
            Map.of(
                "required", required.toPlainString(), "freeCash", free.amount().toPlainString()));
  }

  private static Optional<Sizing.Refused> refuse(DenialReason reason, Map<String, String> context) {
    return Optional.of(new Sizing.Refused(reason, context));
  }
}
