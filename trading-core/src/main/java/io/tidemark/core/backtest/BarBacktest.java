package io.tidemark.core.backtest;

import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backtest on bars. At each instant all bars that close then are applied first: what was decided
 * before is filled at their opens, exits of all instruments before entries, then stops and targets
 * are held against them. Then what models foretold of them is held against positions, as live, and
 * the strategies decide, in order of symbol and strategy. Bars that mean nothing are passed over,
 * which changes no trade.
 */
public final class BarBacktest {

  private static final int BARS_KEPT = 10;
  private static final int BARS_A_CALL = 1 << 15;

  private final BacktestPlan plan;
  private final AccountTerms account;
  private final TradingBus bus;
  private final RunNotes notes;
  private final boolean tellsPredictions;
  private final List<Lane> lanes = new ArrayList<>();

  private BarBacktest(
      BacktestPlan plan,
      StrategyRegistry registry,
      boolean tellsAll,
      @Nullable SweepData sweep,
      RecordedPredictions predictions) {
    this.plan = plan;
    this.account = plan.account();
    int most = plan.data().values().stream().mapToInt(BarColumns::size).max().orElse(0);
    this.notes = new RunNotes(plan.timeframe(), most + 1);
    notes.equity(start(plan).toEpochMilli(), plan.initialCash().doubleValue());
    this.bus =
        new TradingBus(
            account
                .positions()
                .withMaxDecisionAge(AccountTerms.FOREVER)
                .withSlippageAllowance(AccountTerms.slippageBps(plan.strategies()).movePointLeft(4))
                .onBars(plan.timeframe()),
            account.execution(),
            PaperVenueConfiguration.onBars(
                AccountTerms.ACCOUNT,
                account.allRules(),
                account.balances(),
                AccountTerms.fills(plan.strategies()),
                plan.timeframe(),
                BARS_KEPT,
                plan.shortsAllowed()),
            notes::event);
    this.tellsPredictions = !predictions.isEmpty() && closesOnPredictions(plan);
    boolean looksAtEach = tellsAll || tellsPredictions || looksAtEachBar(plan);
    Map<String, StrategyDefinition> strategies = account.strategiesById();
    plan.data()
        .forEach(
            (instrument, columns) ->
                lanes.add(
                    new Lane(
                        instrument,
                        columns,
                        scan(instrument, columns, registry, sweep, predictions),
                        bus,
                        strategies,
                        looksAtEach)));
  }

  /** Runs a plan with the strategies that ship. */
  public static BacktestResult run(BacktestPlan plan) {
    return run(plan, StrategyRegistry.standard(), _ -> true);
  }

  /**
   * Runs a plan.
   *
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @throws IllegalArgumentException if a strategy does not fit
   * @throws IllegalStateException if a strategy fails
   */
  public static BacktestResult run(
      BacktestPlan plan, StrategyRegistry registry, LongPredicate goesOn) {
    return new BarBacktest(plan, registry, false, null, RecordedPredictions.NONE).run(goesOn);
  }

  /**
   * Runs a plan of a sweep: to the same trades, with indicators that other runs have calculated.
   *
   * @param sweep of the plan's data
   * @param predictions told with their bars, to strategies and to the account
   * @throws IllegalArgumentException if it is of other data
   */
  static BacktestResult run(
      BacktestPlan plan,
      StrategyRegistry registry,
      LongPredicate goesOn,
      SweepData sweep,
      RecordedPredictions predictions) {
    return new BarBacktest(plan, registry, false, sweep, predictions).run(goesOn);
  }

  /** Runs a plan and tells the account each bar while something is held, which is slower. */
  static BacktestResult runTellingAll(BacktestPlan plan) {
    return new BarBacktest(plan, StrategyRegistry.standard(), true, null, RecordedPredictions.NONE)
        .run(_ -> true);
  }

  private ColumnScan scan(
      InstrumentId instrument,
      BarColumns columns,
      StrategyRegistry registry,
      @Nullable SweepData sweep,
      RecordedPredictions predictions) {
    return new ColumnScan(
        account.scan(instrument, registry),
        columns,
        sweep == null ? null : sweep.of(instrument, columns).series(),
        predictions);
  }

  private static boolean closesOnPredictions(BacktestPlan plan) {
    return plan.strategies().stream()
        .anyMatch(strategy -> strategy.exits().mlExitConfidence() != null);
  }

  /** Whether limits depend on what equity was at each bar. */
  private static boolean looksAtEachBar(BacktestPlan plan) {
    return Stream.concat(
            Stream.of(plan.limits().limits()),
            plan.strategies().stream().map(strategy -> strategy.risk().limits()))
        .anyMatch(BarBacktest::looksAtEachBar);
  }

  private static boolean looksAtEachBar(StrategyLimits limits) {
    return limits.dailyLossLimitPct() != null
        || limits.maxDrawdownPct() != null
        || limits.drawdownFactor() != null
        || limits.maxCorrelation() != null;
  }

  private BacktestResult run(LongPredicate goesOn) {
    long done = 0;
    long next = BARS_A_CALL;
    boolean alone = lanes.size() == 1;
    for (long now = nextClose(); now < Long.MAX_VALUE; now = nextClose()) {
      int passed = alone ? passOver(lanes.getFirst()) : 0;
      done += passed > 0 ? passed : step(now);
      if (done >= next) {
        next = done + BARS_A_CALL;
        if (!goesOn.test(done)) {
          break;
        }
      }
    }
    return result();
  }

  /** Passes over the bars that mean nothing; gives how many these were. */
  private int passOver(Lane lane) {
    int from = lane.index();
    int to = lane.nextThatMatters();
    if (to <= from) {
      return 0;
    }
    double value = bus.cash();
    for (int i = from; i < to; i++) {
      notes.equity(lane.columns().openMillis(i) + lane.length(), value + lane.valueAt(i));
    }
    lane.passOverTo(to);
    return to - from;
  }

  private long nextClose() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < lanes.size(); i++) {
      next = Math.min(next, lanes.get(i).closeMillis());
    }
    return next;
  }

  private int step(long now) {
    tellBefore(now);
    List<BarsClosed> opened = new ArrayList<>();
    int closing = 0;
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      if (lane.closeMillis() == now) {
        lane.open().ifPresent(opened::add);
        closing++;
      }
    }
    if (!opened.isEmpty()) {
      bus.fill(opened, Instant.ofEpochMilli(now));
    }
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).check();
    }
    for (int i = 0; tellsPredictions && i < lanes.size(); i++) {
      if (lanes.get(i).closeMillis() == now && lanes.get(i).isLive()) {
        lanes.get(i).tellPredictions();
      }
    }
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      if (lane.closeMillis() == now) {
        List<SignalRaised> signals = lane.signals();
        if (!signals.isEmpty()) {
          raise(lane, signals, now);
        }
      }
    }
    note(now);
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).closeMillis() == now) {
        lanes.get(i).advance();
      }
    }
    return closing;
  }

  /** What a fill leads to is decided on with what is held at the prices before the instant. */
  private void tellBefore(long now) {
    boolean stirs = false;
    for (int i = 0; i < lanes.size(); i++) {
      stirs |= lanes.get(i).closeMillis() == now && lanes.get(i).isStirred();
    }
    for (int i = 0; stirs && i < lanes.size(); i++) {
      if (lanes.get(i).isLive()) {
        lanes.get(i).tellLast();
      }
    }
  }

  /** Signals are decided on with what is held at its latest prices. */
  private void raise(Lane lane, List<SignalRaised> signals, long now) {
    for (Lane other : lanes) {
      if (other == lane || other.isLive()) {
        other.tellLatest(now);
      }
    }
    for (SignalRaised signal : signals) {
      notes.signal(signal);
      bus.signal(signal);
      lane.look();
    }
  }

  private void note(long now) {
    double value = bus.cash();
    for (int i = 0; i < lanes.size(); i++) {
      value += lanes.get(i).value();
    }
    notes.equity(now, value);
  }

  private BacktestResult result() {
    return notes.result(
        bus.positions(),
        plan.quoteCurrency(),
        this::end,
        lanes.stream().mapToLong(lane -> lane.lastIndex() + 1L).sum(),
        lanes.stream().mapToLong(lane -> lane.columns().partialBars()).sum());
  }

  /** When the first bar opens. */
  private static Instant start(BacktestPlan plan) {
    return plan.data().values().stream()
        .filter(columns -> columns.size() > 0)
        .map(columns -> Instant.ofEpochMilli(columns.openMillis(0)))
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private TradeRows.End end(InstrumentId instrument) {
    Lane lane =
        lanes.stream().filter(one -> one.instrument().equals(instrument)).findFirst().orElseThrow();
    Bar bar = lane.columns().bar(lane.lastIndex());
    return new TradeRows.End(
        bar.close(), bar.openTime(), account.rulesOf(instrument).takerFeeRate());
  }
}
