package io.tidemark.core.backtest;

import io.tidemark.core.backtest.Decisions.Request;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A backtest of the plainest kind, worked out without the events that stages tell each other: one
 * strategy of rules that only buys, in one instrument, by market orders that fill at once, with no
 * limit but its size. What it decides by is what the stages decide by - the same signals, sizes,
 * exits, prices and sums - so that its trades are theirs to the last digit. Searches run it many
 * times where that costs too much.
 */
final class DirectRun {

  private static final int BARS_A_CALL = 1 << 15;

  private final DirectTerms terms;
  private final BarColumns columns;
  private final Decisions decisions;
  private final EquityNotes notes;
  private final ExitBounds bounds;
  private final List<TradeRow> rows = new ArrayList<>();

  private BigDecimal cash;
  private double cashValue;
  private double held;
  private @Nullable Wanted wanted;
  private @Nullable DirectPosition position;
  private DirectPosition.@Nullable Cause leaving;

  /**
   * A market order that enters.
   *
   * @param signal that asked for it; null where signals are not made
   */
  private record Wanted(@Nullable SignalRaised signal, Quantity quantity) {}

  private DirectRun(BacktestPlan plan, Decisions decisions, EquityNotes notes) {
    this.terms = new DirectTerms(plan);
    this.columns = plan.data().firstEntry().getValue();
    this.decisions = decisions;
    this.notes = notes;
    this.bounds = new ExitBounds(terms.exits(), columns);
    this.cash = plan.initialCash();
    this.cashValue = cash.doubleValue();
  }

  /**
   * The scan of a plan that can be worked out directly; empty for any other. Longer bars may close
   * where no bar of the plan does, so that a strategy that reads them is left to the stages.
   *
   * @throws IllegalArgumentException if the strategy does not fit
   */
  static Optional<ScanStage> stage(BacktestPlan plan, StrategyRegistry registry) {
    if (!DirectTerms.fit(plan)) {
      return Optional.empty();
    }
    ScanStage stage =
        new ScanStage(
            plan.run(),
            plan.data().firstKey(),
            plan.strategies(),
            registry,
            IndicatorCatalogue.standard());
    return stage.timeframes().equals(Set.of(plan.timeframe()))
        ? Optional.of(stage)
        : Optional.empty();
  }

  /**
   * Runs a plan.
   *
   * @param stage as {@link #stage} gives it
   * @param shared what runs over its data share
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   */
  static SweepBacktest.Outcome run(
      BacktestPlan plan, ScanStage stage, SweepData.One shared, LongPredicate goesOn) {
    BarColumns columns = plan.data().firstEntry().getValue();
    ColumnScan scan = new ColumnScan(stage, columns, shared.series());
    return new DirectRun(
            plan,
            new ScannedDecisions(scan),
            new WholeEquity(columns, plan.initialCash().doubleValue()))
        .run(goesOn);
  }

  /**
   * Runs a plan to what its figures need, as {@link SweepBacktest#brief} tells it.
   *
   * @param stage as {@link #stage} gives it
   * @param shared what runs over its data share
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   */
  static SweepBacktest.Outcome brief(
      BacktestPlan plan, ScanStage stage, SweepData.One shared, LongPredicate goesOn) {
    BarColumns columns = plan.data().firstEntry().getValue();
    Decisions decisions =
        shared
            .truths()
            .decisions(plan.strategies().getFirst())
            .orElseGet(() -> new ScannedDecisions(new ColumnScan(stage, columns, shared.series())));
    return new DirectRun(
            plan,
            decisions,
            new BriefEquity(columns, shared.dayEnds(), plan.initialCash().doubleValue()))
        .run(goesOn);
  }

  private SweepBacktest.Outcome run(LongPredicate goesOn) {
    int done = 0;
    boolean more = done < columns.size();
    while (more) {
      int end = Math.min(columns.size(), done + BARS_A_CALL);
      while (done < end) {
        done = advance(done, end);
      }
      more = done < columns.size() && goesOn.test(done);
    }
    return end(done);
  }

  /** Goes on to the bar after the next one that means something; gives the first not done. */
  private int advance(int from, int end) {
    boolean isFlat = position == null;
    if (wanted != null || leaving != null) {
      trade(columns.bar(from));
      decide(from);
      note(from, from + 1);
      return from + 1;
    }
    int asks = Math.min(end, decisions.next(from, isFlat));
    int beyond = Math.min(end, asks + 1);
    int stirs = isFlat ? beyond : bounds.next(from, beyond);
    int next = Math.min(stirs, asks);
    note(from, next);
    if (next == end) {
      return end;
    }
    if (stirs < beyond) {
      trade(columns.bar(next));
    }
    decide(next);
    note(next, next + 1);
    return next + 1;
  }

  private void note(int from, int to) {
    notes.note(from, to, cashValue, held);
  }

  /** A bar at which something is filled, or may be. */
  private void trade(Bar bar) {
    DirectPosition before = position;
    if (before != null) {
      before.progress(bounds.progress());
    }
    open(bar);
    DirectPosition open = position;
    if (open != null) {
      within(open, bar);
    }
    if (position != null) {
      close(position, bar);
    }
  }

  /** What was decided before fills at the open. */
  private void open(Bar bar) {
    DirectPosition.Cause out = leaving;
    if (out != null) {
      leaving = null;
      DirectPosition closing = Objects.requireNonNull(position);
      Quantity all = closing.held();
      sell(closing, terms.worse(bar.open(), Side.SELL, all), all, bar, out);
    }
    Wanted in = wanted;
    if (in != null) {
      wanted = null;
      Price price = terms.worse(bar.open(), Side.BUY, in.quantity);
      if (terms.isAffordable(cash, price, in.quantity)) {
        Money fee = terms.fee(price, in.quantity);
        position = new DirectPosition(in.signal, bar.openTime(), price, in.quantity, fee);
        book(position.ledger().cashFlow());
      }
    }
  }

  private void book(Money flow) {
    cash = new Money(cash, flow.currency()).plus(flow).amount();
    cashValue = cash.doubleValue();
    DirectPosition open = position;
    held = open == null ? 0 : open.ledger().held().doubleValue();
  }

  private void sell(
      DirectPosition from, Price price, Quantity quantity, Bar bar, DirectPosition.Cause why) {
    Ledger before = from.ledger();
    from.close(price, quantity, terms.fee(price, quantity), bar.openTime(), why);
    if (from.ledger().isFlat()) {
      position = null;
      from.addRows(terms, false, rows);
    }
    book(from.ledger().cashFlow().minus(before.cashFlow()));
  }

  /** Stops and targets within a bar, one after the other. */
  private void within(DirectPosition open, Bar bar) {
    while (position == open) {
      ExitProgress progress = open.progress();
      ExitOutcome outcome = ExitEngine.onBar(terms.exits(), open.entry(), progress, bar);
      if (outcome.due().isEmpty()) {
        open.progress(outcome.progress());
        return;
      }
      ExitDue due = outcome.due().getFirst();
      boolean isTarget = due.reason() == ExitReason.TAKE_PROFIT;
      open.progress(isTarget ? progress.withNextLevelTaken() : outcome.progress());
      Quantity part = terms.part(due, open.entry(), open.held());
      if (part.isPositive()) {
        sell(
            open,
            terms.exitPrice(due.price(), isTarget, part, bar),
            part,
            bar,
            new DirectPosition.Cause(due.reason(), due.price(), null));
      }
    }
  }

  private void close(DirectPosition open, Bar bar) {
    Instant countedFrom = bar.timeframe().openOf(open.opened());
    Duration age = Duration.between(countedFrom, bar.closeTime());
    ExitOutcome outcome =
        ExitEngine.onClose(terms.exits(), open.entry(), open.progress(), age, bar.close());
    open.progress(outcome.progress());
    for (ExitDue due : outcome.due()) {
      leaving = new DirectPosition.Cause(due.reason(), due.price(), null);
    }
    bounds.aim(
        open.entry(), open.progress(), countedFrom.toEpochMilli(), bar.closeTime().toEpochMilli());
  }

  private void decide(int index) {
    Request request = decisions.at(index, position == null);
    if (request == null) {
      return;
    }
    if (position == null) {
      Quantity quantity = terms.size(cash, columns.bar(index).close());
      wanted = quantity == null ? null : new Wanted(request.signal(), quantity);
    } else if (leaving == null) {
      leaving = new DirectPosition.Cause(ExitReason.SIGNAL, null, request.signal());
    }
  }

  private SweepBacktest.Outcome end(int done) {
    DirectPosition open = position;
    BigDecimal finalCash = cash;
    if (open != null) {
      open.progress(bounds.progress());
      Bar last = columns.bar(done - 1);
      Money before = open.ledger().cashFlow();
      Quantity left = open.held();
      open.close(
          last.close(),
          left,
          terms.fee(last.close(), left),
          last.openTime(),
          new DirectPosition.Cause(ExitReason.END_OF_DATA, null, null));
      finalCash = cash.add(open.ledger().cashFlow().amount().subtract(before.amount()));
      open.addRows(terms, true, rows);
    }
    rows.sort(TradeRows.IN_ORDER);
    return new SweepBacktest.Outcome(rows, notes.curve(finalCash.doubleValue()), finalCash);
  }
}
