package io.tidemark.core.shadow;

import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hypothetical trades of one strategy on one instrument, by the rules of backtests on bars: what is
 * decided at a close is filled at the next open, worse by the slippage; a stop before a target;
 * targets without slippage; fees on every fill. It knows the strategy's own cash only, and one
 * position at a time.
 *
 * <p>Of a definition it follows the size in percent or as an amount, the cooldown, and of the exits
 * all but {@code ml_exit}; a short is never liquidated. What else a definition limits is not
 * judged: {@link #notJudged} names it. Distances in average true ranges are as of the decision.
 *
 * <p>Amounts are exact, save for quotients, which carry 18 significant digits. The same steps give
 * the same trades, also over a save and restore. Not safe for use by several threads.
 */
public final class ShadowBook {

  static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);

  private static final int VERSION = 2;

  private final StrategyDefinition definition;
  private final ExitPlan plan;
  private final ShadowTerms terms;
  private final ShadowRanges ranges;
  private final ShadowLedger ledger;
  private final ShadowOrders orders = new ShadowOrders();
  private @Nullable ShadowPosition position;
  private @Nullable Instant lastExit;
  private BigDecimal lastClose = BigDecimal.ZERO;
  private long bars;

  /** A book without a position. */
  public ShadowBook(StrategyDefinition definition) {
    this.definition = definition;
    this.plan = definition.exits();
    this.terms = new ShadowTerms(definition);
    this.ranges = new ShadowRanges(plan);
    this.ledger = new ShadowLedger(terms.initialCash());
  }

  /** The keys of the definition that the book does not follow. */
  public List<String> notJudged() {
    return terms.notJudged();
  }

  /**
   * Takes the next bar of the strategy's primary timeframe, and what was decided at its close.
   *
   * @param signal that the strategy raised at the bar's close; null if it raised none
   * @return what was closed in the bar, in order
   * @throws IllegalArgumentException if the bar is of another timeframe, or the signal of another
   *     strategy
   */
  public List<ShadowTrade> step(Bar bar, @Nullable SignalRaised signal) {
    requireFitting(bar, signal);
    List<ShadowTrade> closed = new ArrayList<>();
    bars++;
    atOpen(bar, closed);
    checkPrices(bar, closed);
    ranges.update(bar);
    lastClose = bar.close().value();
    atClose(bar);
    if (signal != null) {
      follow(signal, bar);
    }
    ledger.mark(equity());
    return closed;
  }

  private void requireFitting(Bar bar, @Nullable SignalRaised signal) {
    if (bar.timeframe() != definition.market().primaryTimeframe()) {
      throw new IllegalArgumentException(
          "bar must be of %s, was of %s"
              .formatted(definition.market().primaryTimeframe(), bar.timeframe()));
    }
    if (signal != null && !signal.strategy().equals(definition.id())) {
      throw new IllegalArgumentException(
          "signal must be of %s, was of %s".formatted(definition.id(), signal.strategy()));
    }
  }

  private void atOpen(Bar bar, List<ShadowTrade> closed) {
    BigDecimal open = bar.open().value();
    ShadowOrders.Exit exit = orders.takeExit();
    if (exit != null && position != null) {
      Quantity part = new Quantity(position.entered().value().multiply(exit.fraction()));
      Quantity quantity = exit.isWhole() ? position.held() : part.min(position.held());
      close(position, terms.slipped(open, isShort()), quantity, exit.reason(), bar, closed);
    }
    ShadowOrders.Entry entry = orders.takeEntry();
    if (entry != null) {
      enter(entry, bar);
    }
  }

  private boolean isShort() {
    return position != null && position.side() == PositionSide.SHORT;
  }

  private void enter(ShadowOrders.Entry entry, Bar bar) {
    BigDecimal price = terms.slipped(bar.open().value(), entry.side() == PositionSide.LONG);
    BigDecimal perUnit = price.multiply(BigDecimal.ONE.add(terms.feeRate()));
    BigDecimal quantity = entry.quantity();
    if (perUnit.multiply(quantity).compareTo(ledger.balance()) > 0) {
      quantity =
          entry.shrinks()
              ? ledger
                  .balance()
                  .max(BigDecimal.ZERO)
                  .divide(perUnit, new MathContext(DIGITS.getPrecision(), RoundingMode.DOWN))
              : BigDecimal.ZERO;
    }
    if (position != null || quantity.signum() <= 0) {
      ledger.deny();
      return;
    }
    position =
        new ShadowPosition(
            plan, terms.feeRate(), entry, bar.openTime(), new Price(price), new Quantity(quantity));
  }

  private void checkPrices(Bar bar, List<ShadowTrade> closed) {
    ShadowPosition open = position;
    if (open == null) {
      return;
    }
    for (ExitDue due : open.dueWithin(bar)) {
      Quantity quantity = due.quantity(open.entered(), open.held());
      if (quantity.isPositive()) {
        BigDecimal price = due.price().value();
        boolean slips = due.reason() != ExitReason.TAKE_PROFIT;
        close(
            open,
            slips ? terms.slipped(price, isShort()) : price,
            quantity,
            due.reason(),
            bar,
            closed);
      }
    }
  }

  private void close(
      ShadowPosition open,
      BigDecimal price,
      Quantity quantity,
      ExitReason reason,
      Bar bar,
      List<ShadowTrade> closed) {
    BigDecimal size = quantity.value();
    BigDecimal entryNotional = open.entryPrice().times(quantity);
    BigDecimal fee = entryNotional.add(price.multiply(size)).multiply(terms.feeRate());
    BigDecimal pnl =
        open.gain(price).multiply(size).subtract(fee).subtract(borrowed(open, quantity, bar));
    ShadowTrade trade =
        new ShadowTrade(
            open.entryTime(),
            open.entryPrice(),
            bar.openTime(),
            new Price(price),
            open.side(),
            quantity,
            fee,
            pnl,
            reason);
    ledger.book(trade);
    closed.add(trade);
    open.reduce(quantity);
    if (open.held().isZero()) {
      position = null;
      lastExit = bar.openTime();
    }
  }

  private BigDecimal borrowed(ShadowPosition open, Quantity quantity, Bar bar) {
    return open.side() == PositionSide.LONG
        ? BigDecimal.ZERO
        : terms.borrowed(
            open.entryPrice().times(quantity), Duration.between(open.entryTime(), bar.openTime()));
  }

  private void atClose(Bar bar) {
    ExitReason due = position == null ? null : position.dueAtClose(bar);
    if (due != null) {
      orders.exit(due, BigDecimal.ONE);
    }
  }

  private void follow(SignalRaised signal, Bar bar) {
    switch (signal.type()) {
      case BUY -> turn(PositionSide.LONG, signal, bar);
      case SELL -> turn(PositionSide.SHORT, signal, bar);
      case CLOSE -> closeAsAsked(signal, BigDecimal.ONE);
      case PARTIAL_CLOSE ->
          closeAsAsked(signal, Objects.requireNonNullElse(signal.closeFraction(), BigDecimal.ONE));
      case HOLD -> {}
    }
  }

  private void turn(PositionSide side, SignalRaised signal, Bar bar) {
    if (position == null) {
      ask(side, signal, bar);
      return;
    }
    boolean opposite = position.side() != side;
    if (opposite && (plan.oppositeSignal() != OppositeSignal.IGNORE || isMeant(signal))) {
      orders.exit(ExitReason.SIGNAL, BigDecimal.ONE);
      if (plan.oppositeSignal() == OppositeSignal.REVERSE) {
        ask(side, signal, bar);
      }
    } else if (!opposite) {
      ledger.deny();
    }
  }

  /** Whether an exit rule of the signal means the side that is open. */
  private boolean isMeant(SignalRaised signal) {
    return signal
        .metadata()
        .containsKey(isShort() ? ScanStage.CLOSES_SHORT : ScanStage.CLOSES_LONG);
  }

  private void closeAsAsked(SignalRaised signal, BigDecimal fraction) {
    boolean sided =
        signal.metadata().containsKey(ScanStage.CLOSES_LONG)
            || signal.metadata().containsKey(ScanStage.CLOSES_SHORT);
    if (position != null && (!sided || isMeant(signal))) {
      orders.exit(ExitReason.SIGNAL, fraction);
    }
  }

  private void ask(PositionSide side, SignalRaised signal, Bar bar) {
    BigDecimal budget = terms.budget(equity(), signal.sizeShare());
    if (terms.isCooling(lastExit, signal.eventTime())
        || budget.signum() <= 0
        || ranges.isCold()
        || ExitTerms.stopsWithinFees(plan, terms.feeRate())) {
      ledger.deny();
      return;
    }
    BigDecimal quantity = budget.divide(bar.close().value(), DIGITS);
    orders.enter(
        new ShadowOrders.Entry(
            side, quantity, terms.shrinks(), ranges.stopDistance(), ranges.trailDistance()));
  }

  private BigDecimal equity() {
    if (position == null) {
      return ledger.balance();
    }
    BigDecimal entryFee = position.entryPrice().times(position.held()).multiply(terms.feeRate());
    return ledger.balance().subtract(entryFee).add(unrealized(position));
  }

  private BigDecimal unrealized(ShadowPosition open) {
    return open.gain(lastClose).multiply(open.held().value());
  }

  /** What it has come to as of the latest bar. */
  public ShadowResult result() {
    ShadowResult.Open open =
        position == null
            ? null
            : new ShadowResult.Open(
                position.side(),
                position.held(),
                position.entryPrice(),
                position.entryTime(),
                unrealized(position));
    return new ShadowResult(
        bars,
        ledger.trades(),
        ledger.wins(),
        ledger.denied(),
        ledger.pnl(),
        ledger.fees(),
        equity(),
        ledger.maxDrawdown(),
        open);
  }

  /** Writes its state. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(VERSION);
    out.writeUTF(definition.configurationHash());
    out.writeLong(bars);
    out.writeUTF(lastClose.toString());
    out.writeLong(lastExit == null ? Long.MIN_VALUE : lastExit.toEpochMilli());
    ledger.save(out);
    orders.save(out);
    out.writeBoolean(position != null);
    if (position != null) {
      position.save(out);
    }
    ranges.save(out);
  }

  /**
   * Takes over a state that {@link #save} wrote.
   *
   * @throws IllegalArgumentException if it is of another version or configuration; the book is then
   *     of no further use
   */
  public void restore(DataInput in) throws IOException {
    int version = in.readInt();
    String hash = in.readUTF();
    if (version != VERSION || !hash.equals(definition.configurationHash())) {
      throw new IllegalArgumentException(
          "the shadow book of %s must be of version %d and configuration %s, was of %d and %s"
              .formatted(definition.id(), VERSION, definition.configurationHash(), version, hash));
    }
    bars = in.readLong();
    lastClose = new BigDecimal(in.readUTF());
    long exited = in.readLong();
    lastExit = exited == Long.MIN_VALUE ? null : Instant.ofEpochMilli(exited);
    ledger.restore(in);
    orders.restore(in);
    position = in.readBoolean() ? ShadowPosition.restore(plan, terms.feeRate(), in) : null;
    ranges.restore(in);
  }
}
