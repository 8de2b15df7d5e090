package io.tidemark.core.backtest;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.exit.ExitCase;
import io.tidemark.core.exit.ExitCaseReader;
import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.signal.SignalRanges;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The position of a hand-checked case, traded by the stages of an account on bars. */
final class CaseOnStages {

  static final BigDecimal CASH = new BigDecimal("10000");

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final BigDecimal ANY = new BigDecimal("1e-16");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int BARS_KEPT = 10;

  private final ExitCase one;
  private final TradingBus bus;
  private final boolean tellsRange;
  private final List<SignalType> signals = new ArrayList<>();
  private int nextMinute;

  private CaseOnStages(ExitCase one, String slippageBps, boolean tellsRange) {
    this.one = one;
    this.tellsRange = tellsRange;
    BigDecimal bps = new BigDecimal(slippageBps);
    BigDecimal rate = feeRate(one);
    Map<InstrumentId, InstrumentRules> rules =
        Map.of(BTC, new InstrumentRules(ANY, ANY, BigDecimal.ZERO, BigDecimal.ZERO, rate, rate));
    Map<String, BigDecimal> balances = Map.of("USD", CASH);
    this.bus =
        new TradingBus(
            PositionStageConfiguration.of(
                    "run",
                    "case",
                    balances,
                    BacktestPlan.NO_LIMITS,
                    Map.of("s", strategy(one)),
                    rules)
                .withShorts(true)
                .withSlippageAllowance(bps.movePointLeft(4))
                .onBars(Timeframe.M1),
            new ExecutionConfiguration("run", "case", rules, DAY, DAY, DAY),
            PaperVenueConfiguration.onBars(
                "case",
                rules,
                balances,
                new FillSettings(SlippageModel.book(bps), null, FeeSchedule.OF_INSTRUMENT),
                Timeframe.M1,
                BARS_KEPT,
                true),
            _ -> {});
  }

  /** The fee rate that a case is traded with: its own where it counts, else that of a venue. */
  static BigDecimal feeRate(ExitCase one) {
    return one.terms().plan().feeAware() ? one.terms().feeRate() : new BigDecimal("0.0026");
  }

  static CaseOnStages of(ExitCase one) {
    return new CaseOnStages(one, "0", true).run();
  }

  /** The same where market orders and stops fill worse. */
  static CaseOnStages slipping(ExitCase one, String slippageBps) {
    return new CaseOnStages(one, slippageBps, true).run();
  }

  /** The same where the entry's signal does not tell its average true range. */
  static CaseOnStages withoutRange(ExitCase one) {
    return new CaseOnStages(one, "0", false).run();
  }

  private CaseOnStages run() {
    Bar first = one.bars().getFirst();
    BigDecimal atOpen = first.open().times(one.entry().quantity());
    if (one.sold().isPositive()) {
      enterBefore(first);
      raise(SignalType.PARTIAL_CLOSE, first.open(), first.openTime(), soldFraction());
    } else if (atOpen.compareTo(one.entry().cost()) == 0) {
      tell(flat(first.open(), -1));
      raise(opening(), first.open(), first.openTime(), null);
    } else {
      enterInTwoParts(first);
    }
    one.bars().forEach(this::tell);
    return this;
  }

  private void enterBefore(Bar first) {
    tell(flat(first.open(), -2));
    raise(opening(), first.open(), minute(-1), null);
    tell(flat(first.open(), -1));
  }

  /**
   * One unit in the bar before, and the others at the open: 33.32 + 2 x 33.34 = 100. The signals
   * name the price by which the size comes to that many units.
   */
  private void enterInTwoParts(Bar first) {
    BigDecimal units = one.entry().quantity().value();
    BigDecimal others = units.subtract(BigDecimal.ONE);
    BigDecimal cost = one.entry().cost();
    Price before = new Price(cost.subtract(first.open().value().multiply(others)));
    tell(flat(before, -2));
    raise(opening(), new Price(cost), minute(-1), null);
    tell(flat(before, -1));
    raise(opening(), new Price(cost.divide(others)), minute(0), null);
  }

  /** Tells a bar. */
  void tell(Bar bar) {
    bus.market(new BarsClosed(BTC, bar.closeTime(), List.of(bar), false, bar.closeTime()));
    nextMinute = Math.toIntExact(Duration.between(minute(0), bar.closeTime()).toMinutes());
  }

  /** The number of the minute after the last bar. */
  int nextMinute() {
    return nextMinute;
  }

  private Bar flat(Price price, int minute) {
    return ExitCaseReader.barOf("%1$s %1$s %1$s %1$s".formatted(price), minute);
  }

  private Instant minute(int number) {
    return one.bars().getFirst().openTime().plus(Duration.ofMinutes(number));
  }

  private SignalType opening() {
    return one.terms().side() == PositionSide.LONG ? SignalType.BUY : SignalType.SELL;
  }

  private BigDecimal soldFraction() {
    return one.sold().value().divide(one.entry().quantity().value());
  }

  private void raise(
      SignalType type, Price reference, Instant at, @Nullable BigDecimal closeFraction) {
    signals.add(type);
    bus.signal(
        new SignalRaised(
            Ids.of("signal", at),
            "run",
            BTC,
            "s",
            Timeframe.M1,
            type,
            SignalSource.TECHNICAL,
            1,
            1,
            "test",
            closeFraction,
            reference,
            List.of(),
            tellsRange ? ranges() : Map.of(),
            "hash",
            at,
            at));
  }

  /** The average true range that the case's distances are multiples of. */
  private Map<String, Double> ranges() {
    Map<String, Double> ranges = new TreeMap<>();
    ExitPlan plan = one.terms().plan();
    for (AtrDistance distance : SignalRanges.distances(plan)) {
      BigDecimal told =
          plan.stopLossAtr() == null ? one.terms().trailDistance() : one.terms().stopDistance();
      BigDecimal range = Objects.requireNonNull(told, "a distance").divide(distance.multiple());
      ranges.put(SignalRanges.key(distance.period()), range.doubleValue());
    }
    return ranges;
  }

  /** What was signalled. */
  List<SignalType> signals() {
    return signals;
  }

  List<Position> positions() {
    return bus.positions().state().positions();
  }

  Position position() {
    return positions().getFirst();
  }

  List<ExitResult> exits() {
    return bus.positions().exitResults(position().id());
  }

  BigDecimal cash() {
    return Objects.requireNonNull(bus.positions().account().balances().get("USD")).cash().amount();
  }

  private static StrategyDefinition strategy(ExitCase one) {
    BigDecimal size = one.entry().cost();
    return new StrategyDefinition(
        "s",
        "s",
        "momentum",
        StrategyDefinition.Mode.LIVE,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        StrategyDefinition.Rules.NONE,
        StrategyDefinition.Rules.NONE,
        one.terms().plan(),
        new PositionSizing(null, size, null, null, null, null, 2, StrategyLimits.NONE),
        "hash");
  }
}
