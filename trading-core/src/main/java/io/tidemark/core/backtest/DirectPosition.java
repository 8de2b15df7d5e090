package io.tidemark.core.backtest;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.performance.TradeCauses;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.portfolio.Excursion;
import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A long position of a {@link DirectRun}: entered by one fill, closed by one or several. */
final class DirectPosition {

  private final @Nullable SignalRaised signal;
  private final Instant opened;
  private final EntryFill entry;
  private final List<Exit> exits = new ArrayList<>();
  private Ledger ledger;
  private @Nullable ExitProgress progress;

  /**
   * Why it is closed.
   *
   * @param level at which it was decided; null if no price did
   * @param signal that asked for it; null without one
   */
  record Cause(ExitReason reason, @Nullable Price level, @Nullable SignalRaised signal) {

    private String text() {
      if (signal != null) {
        return signal.reason();
      }
      return level == null ? "the data ends" : "%s at %s".formatted(reason, level);
    }
  }

  /** A fill that closed a part. */
  private record Exit(Price price, Quantity quantity, Money fee, Instant time, Cause cause) {}

  /**
   * @param signal that asked for it; null where signals are not made
   */
  DirectPosition(
      @Nullable SignalRaised signal, Instant opened, Price price, Quantity quantity, Money fee) {
    this.signal = signal;
    this.opened = opened;
    this.ledger = Ledger.empty(fee.currency()).booked(Side.BUY, price, quantity, fee);
    this.entry = new EntryFill(ledger.cost().amount(), ledger.bought());
  }

  Instant opened() {
    return opened;
  }

  EntryFill entry() {
    return entry;
  }

  Ledger ledger() {
    return ledger;
  }

  Quantity held() {
    return ledger.bought().minus(ledger.sold());
  }

  ExitProgress progress() {
    return progress == null ? ExitProgress.start(entry.averagePrice()) : progress;
  }

  void progress(ExitProgress after) {
    if (!after.equals(progress())) {
      progress = after;
    }
  }

  void close(Price price, Quantity quantity, Money fee, Instant time, Cause cause) {
    ledger = ledger.booked(Side.SELL, price, quantity, fee);
    exits.add(new Exit(price, quantity, fee, time, cause));
  }

  /**
   * A row for each exit, as the account's position stage would tell them. Without a signal, causes
   * are not told and the position's id only tells it from the others of the rows.
   *
   * @param ending whether the last exit is the end of the data
   */
  void addRows(DirectTerms terms, boolean ending, List<TradeRow> rows) {
    UUID id =
        signal == null
            ? new UUID(0, rows.size())
            : PositionOrigin.positionId(terms.run(), AccountTerms.ACCOUNT, signal.signalId());
    Excursion excursion =
        progress == null ? null : Excursion.of(PositionSide.LONG, entry, progress);
    Ledger before = ending ? withoutLast() : ledger;
    int told = ending ? exits.size() - 1 : exits.size();
    Money sum = Money.zero(ledger.cost().currency());
    Money results = sum;
    Quantity closed = Quantity.ZERO;
    for (int i = 0; i < exits.size(); i++) {
      Exit exit = exits.get(i);
      Money pnl;
      if (i < told) {
        Quantity earlier = closed;
        closed = closed.plus(exit.quantity);
        Money notional = new Money(exit.price.times(exit.quantity), sum.currency());
        Money share =
            before
                .entryShare(PositionSide.LONG, closed)
                .minus(before.entryShare(PositionSide.LONG, earlier));
        Money profit = notional.minus(exit.fee).minus(share);
        pnl = i == told - 1 ? before.realisedPnl().minus(sum) : profit;
        sum = sum.plus(profit);
        results = results.plus(pnl);
      } else {
        pnl = ledger.realisedPnl().minus(results);
      }
      rows.add(row(terms, id, exit, i < told ? average(exit) : exit.price, pnl, excursion));
    }
  }

  private Ledger withoutLast() {
    Money nothing = Money.zero(ledger.cost().currency());
    Ledger before =
        new Ledger(
            ledger.bought(),
            ledger.cost(),
            ledger.buyFees(),
            Quantity.ZERO,
            nothing,
            nothing,
            null);
    for (Exit exit : exits.subList(0, exits.size() - 1)) {
      before = before.booked(Side.SELL, exit.price, exit.quantity, exit.fee);
    }
    return before;
  }

  private TradeRow row(
      DirectTerms terms,
      UUID id,
      Exit exit,
      Price price,
      Money pnl,
      @Nullable Excursion excursion) {
    Quantity entered = ledger.bought();
    BigDecimal entryFees = ledger.buyFees().amount();
    BigDecimal entryFee =
        exit.quantity.equals(entered)
            ? entryFees
            : entryFees
                .multiply(exit.quantity.value())
                .divide(entered.value(), Ledger.SHARE_SCALE, RoundingMode.HALF_EVEN);
    Instant left = exit.time.isBefore(opened) ? opened : exit.time;
    return new TradeRow(
        id,
        terms.strategy().id(),
        terms.instrument(),
        PositionSide.LONG,
        opened,
        entry.averagePrice(),
        left,
        price,
        exit.quantity,
        exit.fee.amount().add(entryFee),
        BigDecimal.ZERO,
        pnl.amount(),
        exit.cause.reason,
        Math.toIntExact(
            Duration.between(opened, left).dividedBy(terms.timeframe().nominalLength())),
        excursion == null ? null : excursion.favourable(),
        excursion == null ? null : excursion.adverse(),
        causes(exit.cause));
  }

  private TradeCauses causes(Cause exit) {
    return signal == null
        ? TradeCauses.UNKNOWN
        : new TradeCauses(
            signal.reason(),
            exit.text(),
            decision(signal),
            exit.signal == null ? null : decision(exit.signal));
  }

  private static Price average(Exit exit) {
    return new Price(
        new Money(exit.price.times(exit.quantity), exit.fee.currency())
            .amount()
            .divide(exit.quantity.value(), EntryFill.DISPLAY));
  }

  private static @Nullable UUID decision(SignalRaised of) {
    return of.decisions().isEmpty() ? null : of.decisions().getFirst();
  }
}
