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

  private final SignalRaised signal;
  private final Instant opened;
  private final EntryFill entry;
  private final List<Exit> exits = new ArrayList<>();
  private Ledger ledger;
  private @Nullable ExitProgress progress;

  /**
   * A fill that closed a part.
   *
   * @param signal what asked for it; null for prices and time
   */
  private record Exit(
      Price price,
      Quantity quantity,
      Money fee,
      Instant time,
      ExitReason reason,
      String cause,
      @Nullable SignalRaised signal) {}

  DirectPosition(SignalRaised signal, Instant opened, Price price, Quantity quantity, Money fee) {
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

  void close(
      Price price,
      Quantity quantity,
      Money fee,
      Instant time,
      ExitReason reason,
      String cause,
      @Nullable SignalRaised asked) {
    ledger = ledger.booked(Side.SELL, price, quantity, fee);
    exits.add(new Exit(price, quantity, fee, time, reason, cause, asked));
  }

  /**
   * A row for each exit, as the account's position stage would tell them.
   *
   * @param ending whether the last exit is the end of the data
   */
  void addRows(String run, String account, Duration bar, boolean ending, List<TradeRow> rows) {
    UUID id = PositionOrigin.positionId(run, account, signal.signalId());
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
      rows.add(row(id, exit, i < told, pnl, bar));
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

  private TradeRow row(UUID id, Exit exit, boolean averaged, Money pnl, Duration bar) {
    Quantity entered = ledger.bought();
    BigDecimal entryFees = ledger.buyFees().amount();
    BigDecimal entryFee =
        exit.quantity.equals(entered)
            ? entryFees
            : entryFees
                .multiply(exit.quantity.value())
                .divide(entered.value(), Ledger.SHARE_SCALE, RoundingMode.HALF_EVEN);
    Instant left = exit.time.isBefore(opened) ? opened : exit.time;
    Excursion excursion =
        progress == null ? null : Excursion.of(PositionSide.LONG, entry, progress);
    SignalRaised asked = exit.signal;
    return new TradeRow(
        id,
        signal.strategy(),
        signal.instrument(),
        PositionSide.LONG,
        opened,
        entry.averagePrice(),
        left,
        averaged ? average(exit) : exit.price,
        exit.quantity,
        exit.fee.amount().add(entryFee),
        BigDecimal.ZERO,
        pnl.amount(),
        exit.reason,
        Math.toIntExact(Duration.between(opened, left).dividedBy(bar)),
        excursion == null ? null : excursion.favourable(),
        excursion == null ? null : excursion.adverse(),
        new TradeCauses(
            signal.reason(), exit.cause, decision(signal), asked == null ? null : decision(asked)));
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
