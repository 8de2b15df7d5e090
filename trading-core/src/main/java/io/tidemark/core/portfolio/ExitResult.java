package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What one exit order of a position came to, by the fills that are booked now. A later fill of the
 * entry changes what was paid for the quantity that is closed already, and with it the result.
 *
 * <p>The results of a position add up to its ledger: quantities to what was entered less what is
 * held, profits to the realised one. An order that makes good for what a late fill closed too much
 * counts as entered, and has no result of its own.
 *
 * @param quantity what it closed, above 0
 * @param notional for how much, without fees
 * @param fee what the venue took for it
 * @param borrowCost what borrowing cost of what it bought back; 0 of a long
 * @param pnl after its fees, its share of the entry's cost and fees, and the cost of borrowing
 * @param fills of how many fills, 1 or above
 * @param firstFillAt the earliest of them, in market time
 * @param lastFillAt the latest
 */
public record ExitResult(
    UUID clientOrderId,
    UUID positionId,
    ExitReason reason,
    Quantity quantity,
    Money notional,
    Money fee,
    Money borrowCost,
    Money pnl,
    int fills,
    Instant firstFillAt,
    Instant lastFillAt) {

  /** Average, weighted by quantity, to {@link EntryFill#DISPLAY} digits. */
  public Price averagePrice() {
    return new Price(notional.amount().divide(quantity.value(), EntryFill.DISPLAY));
  }

  /**
   * The results of a position's exit orders, in the order they began to fill.
   *
   * @param fills all that are booked of the position, in the order they were
   * @param order gives an order of the position by its id
   */
  static List<ExitResult> of(
      Position position, List<BookedFill> fills, Function<UUID, PositionOrder> order) {
    Side exitSide = position.side().exitSide();
    Map<UUID, ExitResult> sums = new LinkedHashMap<>();
    for (BookedFill fill : fills) {
      ExitReason reason = order.apply(fill.clientOrderId()).exitReason();
      if (reason != null && fill.side() == exitSide) {
        sums.merge(fill.clientOrderId(), of(fill, reason), ExitResult::plus);
      }
    }
    return withProfits(position, List.copyOf(sums.values()));
  }

  private static ExitResult of(BookedFill fill, ExitReason reason) {
    String currency = fill.fee().currency();
    return new ExitResult(
        fill.clientOrderId(),
        fill.positionId(),
        reason,
        fill.quantity(),
        new Money(fill.price().times(fill.quantity()), currency),
        fill.fee(),
        fill.borrowing() == null ? Money.zero(currency) : fill.borrowing(),
        Money.zero(currency),
        1,
        fill.eventTime(),
        fill.eventTime());
  }

  private ExitResult plus(ExitResult more) {
    return new ExitResult(
        clientOrderId,
        positionId,
        reason,
        quantity.plus(more.quantity),
        notional.plus(more.notional),
        fee.plus(more.fee),
        borrowCost.plus(more.borrowCost),
        pnl,
        fills + more.fills,
        more.firstFillAt.isBefore(firstFillAt) ? more.firstFillAt : firstFillAt,
        more.lastFillAt.isAfter(lastFillAt) ? more.lastFillAt : lastFillAt);
  }

  /**
   * Each gets the share of the entry from what was closed before it to what is closed with it, so
   * that nothing is lost by rounding. While more is closed than was entered the last one gets what
   * the ledger says is left.
   */
  private static List<ExitResult> withProfits(Position position, List<ExitResult> sums) {
    Ledger ledger = position.ledger();
    List<ExitResult> results = new ArrayList<>();
    Quantity closed = Quantity.ZERO;
    Money told = Money.zero(position.origin().quoteCurrency());
    for (ExitResult sum : sums) {
      Quantity before = closed;
      closed = closed.plus(sum.quantity);
      Money entry =
          ledger
              .entryShare(position.side(), closed)
              .minus(ledger.entryShare(position.side(), before));
      Money profit =
          position.side() == PositionSide.LONG
              ? sum.notional.minus(sum.fee).minus(entry)
              : entry.minus(sum.notional).minus(sum.fee).minus(sum.borrowCost);
      boolean isLast = results.size() == sums.size() - 1;
      results.add(sum.withProfit(isLast ? ledger.realisedPnl().minus(told) : profit));
      told = told.plus(profit);
    }
    return List.copyOf(results);
  }

  private ExitResult withProfit(Money profit) {
    return new ExitResult(
        clientOrderId,
        positionId,
        reason,
        quantity,
        notional,
        fee,
        borrowCost,
        profit,
        fills,
        firstFillAt,
        lastFillAt);
  }
}
