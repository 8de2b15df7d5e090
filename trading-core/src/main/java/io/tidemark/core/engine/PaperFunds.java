package io.tidemark.core.engine;

import static java.math.BigDecimal.ZERO;

import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What an account has at a {@link PaperVenue}, and what of it is free for an order: what other open
 * orders may need is not, nor are the proceeds of what was sold short and an equal margin.
 */
final class PaperFunds {

  private final boolean shortsAllowed;
  private final Map<UUID, PaperMatching> open;
  private final SortedMap<InstrumentId, MarketHistory> markets;
  private final SortedMap<String, Money> balances = new TreeMap<>();
  private final Set<String> touched = new TreeSet<>();

  /**
   * @param open the venue's open orders, as they come and go
   * @param markets the venue's markets, as they come
   */
  PaperFunds(
      boolean shortsAllowed,
      Map<UUID, PaperMatching> open,
      SortedMap<InstrumentId, MarketHistory> markets) {
    this.shortsAllowed = shortsAllowed;
    this.open = open;
    this.markets = markets;
  }

  /** What the account has, by currency. */
  SortedMap<String, Money> balances() {
    return new TreeMap<>(balances);
  }

  /** Takes over balances that were stored. */
  void restore(Map<String, Money> stored) {
    balances.putAll(stored);
  }

  /** Adds to what the account has. */
  void credit(Money amount) {
    balances.merge(amount.currency(), amount, Money::plus);
    touched.add(amount.currency());
  }

  /** Books a fill of an order. */
  void settle(SubmitOrder order, VenueFill fill) {
    Symbol symbol = order.instrument().symbol();
    Money base = new Money(fill.quantity().value(), symbol.base());
    Money cost = new Money(fill.price().times(fill.quantity()), symbol.quote());
    boolean buys = order.side() == Side.BUY;
    credit(buys ? base : base.negated());
    credit(buys ? cost.negated() : cost);
    credit(fill.fee().negated());
  }

  /** The balances that changed since this was last called. */
  SortedMap<String, Money> takeChanges() {
    SortedMap<String, Money> moved = balances();
    moved.keySet().retainAll(touched);
    touched.clear();
    return moved;
  }

  /**
   * What an order lacks, in words; empty for nothing. A buy needs cash, but for what it buys back;
   * a sell needs coins, or cash where shorts are allowed. What it holds itself is free for it.
   *
   * @param cashPerUnit quote currency for each unit, slippage and fee included
   * @param at as of when what is short is valued
   */
  Optional<String> shortage(SubmitOrder order, BigDecimal cashPerUnit, Instant at) {
    Symbol symbol = order.instrument().symbol();
    BigDecimal quantity = order.quantity().value();
    BigDecimal coins = free(symbol.base(), order.clientOrderId());
    if (order.side() == Side.SELL && !shortsAllowed) {
      return shortage(symbol.base(), quantity, coins);
    }
    BigDecimal covered = order.side() == Side.BUY ? coins.negate().max(ZERO) : coins.max(ZERO);
    BigDecimal uncovered = quantity.subtract(covered).max(ZERO);
    BigDecimal cash =
        free(symbol.quote(), order.clientOrderId()).subtract(heldForShorts(symbol.quote(), at));
    return uncovered.signum() == 0
        ? Optional.empty()
        : shortage(symbol.quote(), cashPerUnit.multiply(uncovered), cash);
  }

  private static Optional<String> shortage(String currency, BigDecimal needed, BigDecimal free) {
    return free.compareTo(needed) < 0
        ? Optional.of(
            "needs %s %s, free are %s"
                .formatted(needed.toPlainString(), currency, free.toPlainString()))
        : Optional.empty();
  }

  /** The proceeds of what was sold short and an equal margin, at the prices before {@code at}. */
  private BigDecimal heldForShorts(String quote, Instant at) {
    BigDecimal held = ZERO;
    for (Map.Entry<InstrumentId, MarketHistory> market : markets.entrySet()) {
      Symbol symbol = market.getKey().symbol();
      Money coins = balances.getOrDefault(symbol.base(), Money.zero(symbol.base()));
      if (coins.isNegative() && symbol.quote().equals(quote)) {
        BigDecimal price = market.getValue().priceAt(at).map(Price::value).orElse(ZERO);
        held = held.subtract(coins.amount().multiply(price).multiply(BigDecimal.TWO));
      }
    }
    return held;
  }

  private BigDecimal free(String currency, UUID own) {
    BigDecimal free = balances.getOrDefault(currency, Money.zero(currency)).amount();
    for (PaperMatching matching : open.values()) {
      PaperOrder order = matching.order();
      if (order.order().clientOrderId().equals(own)) {
        continue;
      }
      Symbol symbol = order.order().instrument().symbol();
      BigDecimal rest = order.open().value();
      if (order.order().side() == Side.BUY && symbol.quote().equals(currency)) {
        free = free.subtract(order.cashPerUnit().multiply(rest));
      } else if (order.order().side() == Side.SELL && symbol.base().equals(currency)) {
        free = free.subtract(rest);
      }
    }
    return free;
  }
}
