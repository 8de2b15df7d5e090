package io.tidemark.core.backtest;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionOutcome;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.ExecutionStage;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.signal.ColumnScan;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The stages as services run them: each reads its inputs in their order, but which of them is read
 * next is a matter of luck. All that an instant leads to is read before the next bar closes.
 */
final class LooseSuite {

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int BARS_KEPT = 10;

  private final BacktestPlan plan;
  private final InstrumentId instrument;
  private final Random luck;
  private final PositionStage positions;
  private final ExecutionStage execution;
  private final PaperVenue venue;
  private final TradeRows rows;
  private final List<BarsClosed> instants = new ArrayList<>();
  private final List<List<SignalRaised>> signals = new ArrayList<>();

  private int toldToVenue;
  private int toldToPositions;
  private int scanned;
  private final Deque<OrderIntent> intents = new ArrayDeque<>();
  private final Deque<ExecutionInput> answers = new ArrayDeque<>();
  private final Deque<OrderReport> reports = new ArrayDeque<>();

  private LooseSuite(BacktestPlan plan, long seed) {
    this.plan = plan;
    this.instrument = plan.data().firstKey();
    this.luck = new Random(seed);
    this.rows = new TradeRows(plan.timeframe());
    Map<InstrumentId, InstrumentRules> rules =
        Map.of(instrument, plan.account().rulesOf(instrument));
    Map<String, BigDecimal> cash = Map.of(plan.quoteCurrency(), plan.initialCash());
    StrategyDefinition strategy = plan.strategies().getFirst();
    this.positions =
        PositionStage.start(
            PositionStageConfiguration.of(
                    plan.run(),
                    "backtest",
                    cash,
                    plan.limits(),
                    Map.of(strategy.id(), strategy),
                    rules)
                .withShorts(plan.shortsAllowed())
                .withMaxDecisionAge(FOREVER)
                .withSlippageAllowance(AccountTerms.slippageBps(plan.strategies()).movePointLeft(4))
                .lending()
                .onBarsInAnyOrder(plan.timeframe()));
    this.execution =
        ExecutionStage.start(
            new ExecutionConfiguration(plan.run(), "backtest", rules, FOREVER, FOREVER, FOREVER));
    this.venue =
        PaperVenue.start(
            PaperVenueConfiguration.onBars(
                "backtest",
                rules,
                cash,
                AccountTerms.fills(plan.strategies()),
                plan.timeframe(),
                BARS_KEPT,
                plan.shortsAllowed()));
    scan(plan.data().firstEntry().getValue(), strategy);
  }

  private void scan(BarColumns columns, StrategyDefinition strategy) {
    ColumnScan scan =
        new ColumnScan(
            new ScanStage(
                plan.run(),
                instrument,
                List.of(strategy),
                StrategyRegistry.standard(),
                IndicatorCatalogue.standard()),
            columns);
    while (scan.advance()) {
      instants.add(scan.bars());
      signals.add(scan.signals((_, _) -> true));
    }
  }

  /** The trades of a plan of one strategy in one instrument, as luck of a seed has them come. */
  static List<TradeRow> trades(BacktestPlan plan, long seed) {
    LooseSuite suite = new LooseSuite(plan, seed);
    while (suite.goOn()) {}
    Bar last = suite.instants.getLast().bars().getFirst();
    return suite.rows.of(
        suite.positions,
        _ ->
            new TradeRows.End(
                last.close(),
                last.openTime(),
                plan.account().rulesOf(suite.instrument).takerFeeRate()));
  }

  /** Lets somebody read; false if nothing is left. */
  private boolean goOn() {
    int slowest = Math.min(toldToVenue, Math.min(toldToPositions, scanned));
    boolean settled = intents.isEmpty() && answers.isEmpty() && reports.isEmpty();
    int instant = isAtOne() && settled ? slowest + 1 : Math.max(slowest, furthest());
    List<Runnable> next = new ArrayList<>();
    if (toldToVenue < Math.min(instant, instants.size())) {
      next.add(this::tellVenue);
    }
    if (toldToPositions < Math.min(instant, instants.size())) {
      next.add(this::tellPositions);
    }
    if (scanned < Math.min(instant, instants.size())) {
      next.add(this::scanNext);
    }
    if (!intents.isEmpty()) {
      next.add(() -> intend(intents.remove()));
    }
    if (!answers.isEmpty()) {
      next.add(() -> execute(answers.remove()));
    }
    if (!reports.isEmpty()) {
      next.add(() -> account(reports.remove()));
    }
    if (next.isEmpty()) {
      return false;
    }
    next.get(luck.nextInt(next.size())).run();
    return true;
  }

  private boolean isAtOne() {
    return toldToVenue == toldToPositions && toldToPositions == scanned;
  }

  private int furthest() {
    return Math.max(toldToVenue, Math.max(toldToPositions, scanned));
  }

  private void tellVenue() {
    answer(venue.onMarket(instants.get(toldToVenue++)));
  }

  private void tellPositions() {
    account(instants.get(toldToPositions++));
  }

  private void scanNext() {
    for (SignalRaised signal : signals.get(scanned++)) {
      rows.note(signal);
      account(signal);
    }
  }

  private void account(Event event) {
    for (Event told : positions.step(event, now())) {
      rows.note(told);
      if (told instanceof OrderIntent intent) {
        intents.add(intent);
      }
    }
    for (BookedFill fill : positions.changes().fills()) {
      if (fill.borrowing() != null) {
        venue.charge(fill.borrowing());
      }
    }
  }

  private void intend(OrderIntent intent) {
    execute(new IntentReceived(intent));
    for (UUID waiting : execution.waiting()) {
      execute(new SubmissionStarted(waiting));
    }
  }

  private void execute(ExecutionInput input) {
    ExecutionOutcome outcome = execution.step(input, now());
    if (outcome.disposition() == Disposition.VIOLATION) {
      throw new AssertionError(outcome.note());
    }
    for (Event told : outcome.events()) {
      if (told instanceof OrderReport report) {
        reports.add(report);
      }
    }
    for (VenueCommand command : outcome.commands()) {
      answer(venue.onCommand(command, now()));
    }
  }

  private void answer(List<ExecutionInput> told) {
    answers.addAll(told);
  }

  private Instant now() {
    return instants.get(Math.max(0, toldToVenue - 1)).closeTime();
  }
}
