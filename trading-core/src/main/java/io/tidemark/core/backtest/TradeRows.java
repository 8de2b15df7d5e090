package io.tidemark.core.backtest;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.performance.TradeCauses;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.portfolio.Excursion;
import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of an account's positions, with what led to them: of what is still open too, as if
 * it were closed at the last price for the taker's fee.
 */
final class TradeRows {

  /** By exit, then entry, then instrument. */
  static final Comparator<TradeRow> IN_ORDER =
      Comparator.comparing(TradeRow::exitTime)
          .thenComparing(TradeRow::entryTime)
          .thenComparing(TradeRow::instrument);

  private final Timeframe timeframe;
  private final Map<UUID, SignalRaised> signals = new HashMap<>();
  private final Map<UUID, PlaceOrder> exits = new HashMap<>();

  TradeRows(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * Where an instrument ended.
   *
   * @param price the last one
   * @param time that a close at it is given; on bars, the open of the last one
   */
  record End(Price price, Instant time, BigDecimal feeRate) {}

  void note(SignalRaised signal) {
    signals.put(signal.signalId(), signal);
  }

  void note(Event event) {
    if (event instanceof PlaceOrder order) {
      exits.put(order.clientOrderId(), order);
    }
  }

  /**
   * All rows, in order of their exits.
   *
   * @param end of an instrument in which a position is open
   */
  List<TradeRow> of(PositionStage stage, Function<InstrumentId, End> end) {
    List<TradeRow> rows = new ArrayList<>();
    for (Position position : stage.state().positions()) {
      if (position.ledger().isEmpty()) {
        continue;
      }
      List<ExitResult> results = stage.exitResults(position.id());
      results.forEach(result -> rows.add(row(position, result)));
      if (!position.ledger().isFlat()) {
        rows.add(atEnd(stage, position, results, end.apply(position.origin().instrument())));
      }
    }
    rows.sort(IN_ORDER);
    return rows;
  }

  /** What closing all that is open at the end does to the cash. */
  static BigDecimal endingCash(PositionStage stage, Function<InstrumentId, End> end) {
    BigDecimal flow = BigDecimal.ZERO;
    for (Position position : stage.livePositions()) {
      if (!position.ledger().isFlat()) {
        Ledger closed = closed(stage, position, end.apply(position.origin().instrument()));
        flow = flow.add(closed.cashFlow().amount()).subtract(position.ledger().cashFlow().amount());
      }
    }
    return flow;
  }

  private TradeRow row(Position position, ExitResult result) {
    PlaceOrder order = Objects.requireNonNull(exits.get(result.clientOrderId()), "an exit order");
    SignalRaised signal = signals.get(order.causeId());
    return row(
        position,
        result.averagePrice(),
        result.quantity(),
        result.fee().amount(),
        result.borrowCost(),
        result.pnl(),
        result.reason(),
        result.lastFillAt(),
        signal == null ? order.reason() : signal.reason(),
        signal);
  }

  private TradeRow atEnd(
      PositionStage stage, Position position, List<ExitResult> results, End end) {
    Ledger closed = closed(stage, position, end);
    Money told =
        results.stream()
            .map(ExitResult::pnl)
            .reduce(Money.zero(position.origin().quoteCurrency()), Money::plus);
    Side side = position.side().exitSide();
    return row(
        position,
        end.price(),
        position.quantity(),
        closed.fees(side).minus(position.ledger().fees(side)).amount(),
        closed.borrowCost().minus(position.ledger().borrowCost()),
        closed.realisedPnl().minus(told),
        ExitReason.END_OF_DATA,
        end.time(),
        "the data ends",
        null);
  }

  private static Ledger closed(PositionStage stage, Position position, End end) {
    Quantity held = position.quantity();
    BigDecimal fee = end.price().times(held).multiply(end.feeRate());
    return position
        .ledger()
        .booked(
            position.side().exitSide(),
            end.price(),
            held,
            new Money(fee, position.origin().quoteCurrency()))
        .charged(stage.borrowCostAt(position, end.time()));
  }

  private TradeRow row(
      Position position,
      Price exitPrice,
      Quantity quantity,
      BigDecimal exitFee,
      Money borrowCost,
      Money pnl,
      ExitReason reason,
      Instant exitTime,
      String exitCause,
      @Nullable SignalRaised exitSignal) {
    Ledger ledger = position.ledger();
    Side entrySide = position.side().entrySide();
    Quantity entered = ledger.quantity(entrySide);
    BigDecimal entryFee =
        quantity.equals(entered)
            ? ledger.fees(entrySide).amount()
            : ledger
                .fees(entrySide)
                .amount()
                .multiply(quantity.value())
                .divide(entered.value(), Ledger.SHARE_SCALE, RoundingMode.HALF_EVEN);
    Instant opened = Objects.requireNonNull(position.openedAt(), "when it was opened");
    Instant closed = exitTime.isBefore(opened) ? opened : exitTime;
    SignalRaised entry = signals.get(position.origin().signalId());
    Excursion excursion = position.excursion().orElse(null);
    return new TradeRow(
        position.id(),
        position.origin().strategy(),
        position.origin().instrument(),
        position.side(),
        opened,
        new Price(ledger.amount(entrySide).amount().divide(entered.value(), EntryFill.DISPLAY)),
        closed,
        exitPrice,
        quantity,
        exitFee.add(entryFee),
        borrowCost.amount(),
        pnl.amount(),
        reason,
        barsBetween(opened, closed),
        excursion == null ? null : excursion.favourable(),
        excursion == null ? null : excursion.adverse(),
        new TradeCauses(
            entry == null ? "" : entry.reason(),
            exitCause,
            decisionOf(entry),
            decisionOf(exitSignal)));
  }

  /** From the bar in which one fill was to that of another. */
  private int barsBetween(Instant opened, Instant closed) {
    Duration opens = Duration.between(timeframe.openOf(opened), timeframe.openOf(closed));
    return Math.toIntExact(opens.dividedBy(timeframe.nominalLength()));
  }

  private static @Nullable UUID decisionOf(@Nullable SignalRaised signal) {
    return signal == null || signal.decisions().isEmpty() ? null : signal.decisions().getFirst();
  }
}
