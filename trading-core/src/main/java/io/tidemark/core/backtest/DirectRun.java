package io.tidemark.core.backtest;

import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.exit.QuietSpell;
import io.tidemark.core.fill.MarketActivity;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.risk.PositionSizer;
import io.tidemark.core.risk.SizeCap;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.risk.SizingRequest;
import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import io.tidemark.model.OrderType;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  private final BacktestPlan plan;
  private final StrategyDefinition strategy;
  private final InstrumentRules rules;
  private final BarColumns columns;
  private final ColumnScan scan;
  private final String currency;
  private final long length;
  private final SlippageModel slippage;
  private final boolean[][] matters = new boolean[1][Verdict.values().length];
  private final List<TradeRow> rows = new ArrayList<>();
  private final long[] times;
  private final double[] equity;

  private BigDecimal cash;
  private double cashValue;
  private double held;
  private @Nullable SignalRaised wanted;
  private @Nullable Quantity size;
  private @Nullable DirectPosition position;
  private @Nullable Leaving leaving;
  private @Nullable QuietSpell quiet;
  private double quietAbove;
  private double quietBelow;
  private long quietUntil;

  /**
   * A market order that closes all.
   *
   * @param signal what asked for it; null for time
   */
  private record Leaving(ExitReason reason, String cause, @Nullable SignalRaised signal) {}

  private DirectRun(
      BacktestPlan plan, StrategyRegistry registry, InstrumentRules rules, SeriesColumns shared) {
    this.plan = plan;
    this.strategy = plan.strategies().getFirst();
    this.rules = rules;
    InstrumentId instrument = plan.data().firstKey();
    this.columns = plan.data().firstEntry().getValue();
    this.scan =
        new ColumnScan(
            new ScanStage(
                plan.run(), instrument, List.of(strategy), registry, IndicatorCatalogue.standard()),
            columns,
            shared);
    this.currency = plan.quoteCurrency();
    this.length = columns.timeframe().nominalLength().toMillis();
    this.slippage = SlippageModel.book(AccountTerms.slippageBps(plan.strategies()));
    this.times = new long[columns.size() + 1];
    this.equity = new double[columns.size() + 1];
    this.cash = plan.initialCash();
    this.cashValue = cash.doubleValue();
  }

  /** Whether a plan is of the kind that can be worked out directly. */
  static boolean fits(BacktestPlan plan) {
    if (plan.data().size() != 1
        || plan.strategies().size() != 1
        || !plan.rules().isEmpty()
        || !plan.limits().equals(BacktestPlan.NO_LIMITS)) {
      return false;
    }
    StrategyDefinition strategy = plan.strategies().getFirst();
    return isSimple(strategy)
        && isPlain(strategy.exits(), plan.account().rulesOf(plan.data().firstKey()))
        && isPlain(strategy.risk())
        && plan.timeframe() != Timeframe.MONTH1
        && strategy.market().primaryTimeframe() == plan.timeframe()
        && strategy.execution().orderType() == OrderType.MARKET
        && strategy.execution().participationPct() == null
        && strategy.execution().exits().limitTries() == 0
        && !strategy.execution().exits().venueStop();
  }

  private static boolean isSimple(StrategyDefinition strategy) {
    return strategy.className().equals(StrategyDefinition.RULES)
        && strategy.mode() == StrategyDefinition.Mode.LIVE
        && strategy.entry().shortRules().isEmpty()
        && strategy.exit().shortRules().isEmpty();
  }

  private static boolean isPlain(ExitPlan exits, InstrumentRules rules) {
    return exits.stopLossAtr() == null
        && (exits.trailingStop() == null || exits.trailingStop().offsetAtr() == null)
        && exits.mlExitConfidence() == null
        && !ExitTerms.stopsWithinFees(exits, rules.takerFeeRate());
  }

  private static boolean isPlain(PositionSizing risk) {
    return risk.atrRiskPct() == null
        && risk.kelly() == null
        && risk.maxEntries() == null
        && risk.cooldownMinutes() == null
        && risk.limits().equals(StrategyLimits.NONE);
  }

  /**
   * Runs a plan that {@link #fits}.
   *
   * @param shared where indicators over its data are shared
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   */
  static SweepBacktest.Outcome run(
      BacktestPlan plan, StrategyRegistry registry, SeriesColumns shared, LongPredicate goesOn) {
    return new DirectRun(plan, registry, plan.account().rulesOf(plan.data().firstKey()), shared)
        .run(goesOn);
  }

  private SweepBacktest.Outcome run(LongPredicate goesOn) {
    times[0] = columns.size() == 0 ? 0 : columns.openMillis(0);
    equity[0] = cashValue;
    int done = 0;
    int next = BARS_A_CALL;
    boolean more = scan.advance();
    while (more) {
      int index = scan.index();
      int to = passable(index);
      while (done < to) {
        note(done++);
      }
      if (to > index) {
        more = scan.moveTo(to);
      } else {
        step(index);
        note(done++);
        more = scan.advance();
      }
      if (done >= next) {
        next = done + BARS_A_CALL;
        if (!goesOn.test(done)) {
          break;
        }
      }
    }
    return end(done);
  }

  /** The first bar from one on that means something; that one itself if it may. */
  private int passable(int index) {
    if (wanted != null || leaving != null || (position != null && quiet == null)) {
      return index;
    }
    boolean isFlat = position == null;
    for (Verdict verdict : Verdict.values()) {
      matters[0][verdict.ordinal()] =
          matters(isFlat, verdict.type()) || matters(isFlat, verdict.exitFirst().type());
    }
    int last = scan.nextThatMatters(matters);
    int at = index;
    while (at < last && (isFlat || isQuiet(at))) {
      at++;
    }
    return at;
  }

  private static boolean matters(boolean isFlat, @Nullable SignalType type) {
    return type != null && isFlat == (type == SignalType.BUY || type == SignalType.SELL);
  }

  private boolean isQuiet(int index) {
    return columns.low(index) > quietAbove
        && columns.high(index) < quietBelow
        && columns.openMillis(index) + length < quietUntil;
  }

  private void note(int index) {
    times[index + 1] = columns.openMillis(index) + length;
    equity[index + 1] = cashValue + (held == 0 ? 0 : held * columns.close(index));
  }

  private void step(int index) {
    if (leaving != null
        || wanted != null
        || (position != null && (quiet == null || !isQuiet(index)))) {
      Bar bar = columns.bar(index);
      open(bar);
      DirectPosition open = position;
      if (open != null) {
        within(open, bar);
      }
      if (position != null && leaving == null) {
        close(position, bar);
      }
      rest();
    }
    boolean isFlat = position == null;
    for (SignalRaised signal : scan.signals((_, type) -> matters(isFlat, type))) {
      follow(signal);
    }
  }

  /** What was decided before fills at the open. */
  private void open(Bar bar) {
    Leaving out = leaving;
    if (out != null) {
      leaving = null;
      DirectPosition closing = Objects.requireNonNull(position);
      sell(closing, worse(bar.open(), Side.SELL, closing.held()), closing.held(), bar, out);
    }
    SignalRaised in = wanted;
    if (in != null) {
      wanted = null;
      enter(in, Objects.requireNonNull(size), bar);
    }
  }

  private void enter(SignalRaised signal, Quantity quantity, Bar bar) {
    Price price = worse(bar.open(), Side.BUY, quantity);
    BigDecimal perUnit = price.value().multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
    if (cash.compareTo(perUnit.multiply(quantity.value())) < 0) {
      return;
    }
    DirectPosition entered =
        new DirectPosition(signal, bar.openTime(), price, quantity, fee(price, quantity));
    position = entered;
    book(entered.ledger().cashFlow());
  }

  private Price worse(Price price, Side side, Quantity quantity) {
    return slippage.price(
        new SlippageModel.Offer(side, quantity, price, price),
        MarketActivity.NONE,
        null,
        rules.tickSize());
  }

  private Money fee(Price price, Quantity quantity) {
    return new Money(price.times(quantity).multiply(rules.takerFeeRate()), currency);
  }

  private void book(Money flow) {
    cash = new Money(cash, currency).plus(flow).amount();
    cashValue = cash.doubleValue();
    DirectPosition open = position;
    held = open == null ? 0 : open.ledger().held().doubleValue();
  }

  private void sell(DirectPosition from, Price price, Quantity quantity, Bar bar, Leaving out) {
    Ledger before = from.ledger();
    from.close(
        price, quantity, fee(price, quantity), bar.openTime(), out.reason, out.cause, out.signal);
    if (from.ledger().isFlat()) {
      position = null;
      from.addRows(
          plan.run(), AccountTerms.ACCOUNT, columns.timeframe().nominalLength(), false, rows);
    }
    book(from.ledger().cashFlow().minus(before.cashFlow()));
  }

  /** Stops and targets within a bar, one after the other. */
  private void within(DirectPosition open, Bar bar) {
    ExitTerms terms = terms();
    while (position == open) {
      ExitProgress progress = open.progress();
      ExitOutcome outcome = ExitEngine.onBar(terms, open.entry(), progress, bar);
      if (outcome.due().isEmpty()) {
        open.progress(outcome.progress());
        return;
      }
      ExitDue due = outcome.due().getFirst();
      boolean isTarget = due.reason() == ExitReason.TAKE_PROFIT;
      open.progress(isTarget ? progress.withNextLevelTaken() : outcome.progress());
      Quantity part = part(open, due);
      if (part.isPositive()) {
        Leaving out =
            new Leaving(due.reason(), "%s at %s".formatted(due.reason(), due.price()), null);
        sell(open, exitPrice(due.price(), isTarget, part, bar), part, bar, out);
      }
    }
  }

  private Quantity part(DirectPosition open, ExitDue due) {
    BigDecimal fraction = due.fractionOfEntry();
    Quantity left = open.held();
    return fraction == null
        ? left
        : new Quantity(open.entry().quantity().value().multiply(fraction))
            .flooredTo(rules.quantityStep())
            .min(left);
  }

  /** What a stop or target order at a price gets of a bar. */
  private Price exitPrice(Price level, boolean isTarget, Quantity quantity, Bar bar) {
    Price at =
        level.value().compareTo(rules.tickSize()) < 0
            ? level
            : level.roundedTo(
                rules.tickSize(), isTarget ? RoundingMode.FLOOR : RoundingMode.CEILING);
    boolean gaps = isTarget ? !bar.open().isBelow(at) : !bar.open().isAbove(at);
    Price price = gaps ? bar.open() : at;
    return isTarget ? price : worse(price, Side.SELL, quantity);
  }

  private void close(DirectPosition open, Bar bar) {
    Duration age = Duration.between(bar.timeframe().openOf(open.opened()), bar.closeTime());
    ExitOutcome outcome =
        ExitEngine.onClose(terms(), open.entry(), open.progress(), age, bar.close());
    open.progress(outcome.progress());
    for (ExitDue due : outcome.due()) {
      leaving = new Leaving(due.reason(), "%s at %s".formatted(due.reason(), due.price()), null);
    }
  }

  private ExitTerms terms() {
    return new ExitTerms(PositionSide.LONG, strategy.exits(), null, null, rules.takerFeeRate());
  }

  private void rest() {
    DirectPosition open = position;
    quiet = null;
    if (open != null && leaving == null) {
      QuietSpell spell =
          ExitEngine.quietSpell(
              terms(), open.entry(), open.progress(), columns.timeframe().openOf(open.opened()));
      quiet = spell;
      quietAbove = spell.band().low().toDouble();
      quietBelow = spell.band().high().toDouble();
      quietUntil = spell.until() == null ? Long.MAX_VALUE : spell.until().toEpochMilli();
    }
  }

  private void follow(SignalRaised signal) {
    switch (signal.type()) {
      case BUY -> decide(signal);
      case CLOSE -> {
        if (leaving == null) {
          leaving = new Leaving(ExitReason.SIGNAL, signal.reason(), signal);
        }
      }
      case SELL, PARTIAL_CLOSE, HOLD ->
          throw new IllegalStateException("rules that only buy raised " + signal);
    }
  }

  private void decide(SignalRaised signal) {
    List<SizeCap> caps =
        List.of(
            new SizeCap(
                "account.maxPositionSize",
                PositionSizer.percent(
                    cash, Objects.requireNonNull(plan.limits().limits().maxPositionSizePct())),
                null));
    Sizing sizing =
        PositionSizer.size(
            new SizingRequest(
                strategy.risk(),
                null,
                BigDecimal.ONE,
                caps,
                rules,
                cash,
                cash,
                signal.referencePrice(),
                AccountTerms.slippageBps(plan.strategies()).movePointLeft(4)));
    if (sizing instanceof Sizing.Sized sized) {
      wanted = signal;
      size = sized.quantity();
    }
  }

  private SweepBacktest.Outcome end(int done) {
    DirectPosition open = position;
    BigDecimal finalCash = cash;
    if (open != null) {
      Bar last = columns.bar(done - 1);
      Money before = open.ledger().cashFlow();
      Quantity left = open.held();
      open.close(
          last.close(),
          left,
          fee(last.close(), left),
          last.openTime(),
          ExitReason.END_OF_DATA,
          "the data ends",
          null);
      finalCash = cash.add(open.ledger().cashFlow().amount().subtract(before.amount()));
      open.addRows(
          plan.run(), AccountTerms.ACCOUNT, columns.timeframe().nominalLength(), true, rows);
    }
    rows.sort(TradeRows.IN_ORDER);
    if (done > 0) {
      equity[done] = finalCash.doubleValue();
    }
    return new SweepBacktest.Outcome(
        rows,
        EquityCurve.ofInstants(
            done + 1 == times.length ? times : Arrays.copyOf(times, done + 1),
            done + 1 == times.length ? equity : Arrays.copyOf(equity, done + 1)),
        finalCash);
  }
}
