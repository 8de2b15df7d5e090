package io.tidemark.core.signal;

import static io.tidemark.core.strategy.Definitions.conditions;
import static io.tidemark.core.strategy.Definitions.longRules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.BarComposer;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ColumnScan.Interest;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanOutcome.NothingDecided;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.builtin.BuiltInStrategies;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.core.strategy.ta4j.Ta4jSamples;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan over columns against the stage that is told the same bars one message after another. */
class ColumnScanTest {

  private static final Interest ALL = (_, _) -> true;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void raisesTheSignalsOfTheStage(long seed) {
    List<Bar> minutes = minutes(1600, seed);
    List<StrategyDefinition> strategies = strategies();
    ColumnScan scan = new ColumnScan(stage(strategies), columns(minutes));
    ScanStage stage = stage(strategies);
    Set<String> signalling = new HashSet<>();

    for (BarsClosed bars : messages(minutes, stage.timeframes())) {
      assertThat(scan.advance()).isTrue();
      assertThat(scan.bars()).isEqualTo(bars);
      List<SignalRaised> expected = signals(stage.step(bars, bars.closeTime()));
      assertThat(scan.signals(ALL)).as("at %s", bars.closeTime()).isEqualTo(expected);
      expected.forEach(signal -> signalling.add(signal.strategy()));
    }

    assertThat(scan.advance()).isFalse();
    List<String> silent =
        strategies.stream()
            .map(StrategyDefinition::id)
            .filter(id -> !signalling.contains(id))
            .toList();
    assertThat(silent).containsExactly("shadow");
  }

  @Test
  void raisesTheSignalsOfTheStageThatIsToldWhatModelsForetell() {
    List<Bar> minutes = minutes(900, 6);
    Random random = new Random(6);
    List<Prediction> all = new ArrayList<>();
    for (Bar bar : minutes) {
      if (random.nextInt(3) > 0) {
        all.add(prediction(bar, random.nextDouble(), random.nextInt(3) / 2.0));
      }
    }
    Map<String, Object> parameters = Map.of("ml_threshold", 0.9, "orderbook_enabled", false);
    Map<String, Object> sizing = new TreeMap<>(parameters);
    sizing.put("ml_size_by_agent", true);
    List<StrategyDefinition> asks =
        List.of(
            Definitions.builtIn("ComplexMLStrategy", parameters),
            Definitions.make(
                "sized", "ComplexMLStrategy", Mode.LIVE, sizing, Rules.NONE, Rules.NONE));
    RecordedPredictions recorded = RecordedPredictions.of(all);
    ColumnScan scan = new ColumnScan(stage(asks), columns(minutes), null, recorded);
    ScanStage stage = stage(asks);
    List<SignalRaised> raised = new ArrayList<>();

    for (BarsClosed bars : messages(minutes, stage.timeframes())) {
      assertThat(scan.advance()).isTrue();
      List<SignalRaised> expected =
          signals(stage.step(ScanInput.of(bars, bars.closeTime()).with(all)));
      assertThat(scan.signals(ALL)).as("at %s", bars.closeTime()).isEqualTo(expected);
      raised.addAll(expected);
    }

    assertThat(raised)
        .filteredOn(signal -> signal.reason().contains("lstm predicts"))
        .hasSizeGreaterThan(50);
    assertThat(raised)
        .filteredOn(signal -> signal.sizeShare() != null)
        .hasSizeGreaterThan(5)
        .allMatch(signal -> signal.strategy().equals("sized") && signal.type() == SignalType.BUY);
    assertThat(purchases(raised, "sized")).isLessThan(purchases(raised, "ComplexMLStrategy"));
  }

  private static long purchases(List<SignalRaised> signals, String strategy) {
    return signals.stream()
        .filter(one -> one.strategy().equals(strategy) && one.type() == SignalType.BUY)
        .count();
  }

  private static Prediction prediction(Bar bar, double up, double share) {
    return new Prediction(
        Ids.of("prediction", bar.openTime()),
        "lstm",
        "hash",
        null,
        Walk.BTC,
        bar.timeframe(),
        bar.openTime(),
        Map.of("up", up, "down", 1 - up),
        share,
        bar.closeTime(),
        bar.closeTime());
  }

  @Test
  void leavesOutWhatIsNotWantedAndGoesOnAsIfItHadNot() {
    List<Bar> minutes = minutes(900, 4);
    ColumnScan whole = new ColumnScan(stage(strategies()), columns(minutes));
    ColumnScan part = new ColumnScan(stage(strategies()), columns(minutes));
    Random random = new Random(4);
    int left = 0;

    while (whole.advance() & part.advance()) {
      int luck = random.nextInt(3);
      Interest some = (strategy, type) -> (strategy.length() + type.ordinal()) % 3 == luck;
      List<SignalRaised> all = whole.signals(ALL);
      List<SignalRaised> wanted =
          all.stream().filter(one -> some.in(one.strategy(), one.type())).toList();
      assertThat(part.signals(some)).isEqualTo(wanted);
      left += all.size() - wanted.size();
    }

    assertThat(left).isGreaterThan(100);
  }

  @Test
  void saysWhichBarOfTheColumnsClosesAtAnInstant() {
    // Minutes 8 to 10 are missing: the five minutes from 5 on close without a minute of their own.
    List<Bar> minutes = new ArrayList<>();
    for (int minute : List.of(0, 1, 2, 3, 4, 5, 6, 7, 11)) {
      minutes.add(Walk.minutes(12, 5).get(minute).bars().getFirst());
    }
    StrategyDefinition five =
        Definitions.withTimeframes(
            Definitions.rules("five", longRules("close > 1"), Rules.NONE), Timeframe.M5);
    ColumnScan scan = new ColumnScan(stage(List.of(five)), columns(minutes));
    List<Integer> indices = new ArrayList<>();
    List<Long> decided = new ArrayList<>();

    while (scan.advance()) {
      indices.add(scan.index());
      if (!scan.signals(ALL).isEmpty()) {
        decided.add((scan.closeMillis() - Walk.START.toEpochMilli()) / 60_000);
      }
    }

    assertThat(indices).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, -1, 8);
    // The last five minutes, of which only the one from 11 on is there, do not end.
    assertThat(decided).containsExactly(5L, 10L);
  }

  @Test
  void refusesATimeframeThatItsBarsDoNotMakeUp() {
    StrategyDefinition one = Definitions.rules("s", longRules("close > 1"), Rules.NONE);
    List<Bar> fives =
        messages(minutes(50, 6), Set.of(Timeframe.M1, Timeframe.M5)).stream()
            .flatMap(bars -> bars.bars().stream())
            .filter(bar -> bar.timeframe() == Timeframe.M5)
            .toList();

    assertThatThrownBy(
            () -> new ColumnScan(stage(List.of(one)), BarColumns.of(Timeframe.M5, fives)))
        .hasMessage("5m bars do not make up 1m bars");
  }

  @Test
  void stopsWhereAStrategyFails() {
    StrategyRegistry registry =
        StrategyRegistry.standard().with("Failing", (_, _) -> new Alternating(2));
    ScanStage stage =
        new ScanStage(
            "run",
            Walk.BTC,
            List.of(Definitions.builtIn("Failing", Map.of())),
            registry,
            IndicatorCatalogue.standard());
    ColumnScan scan = new ColumnScan(stage, columns(minutes(20, 7)));
    scan.advance();
    scan.signals(ALL);
    scan.advance();

    assertThatThrownBy(() -> scan.signals(ALL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("strategy Failing failed on the 1m bar that closed at")
        .hasMessageEndingWith("no further than 2");
  }

  /** Strategies of every kind: what they read, how they are weighed, what their exits need. */
  private static List<StrategyDefinition> strategies() {
    List<StrategyDefinition> all = new ArrayList<>();
    BuiltInStrategies.all()
        .forEach(
            one ->
                all.add(
                    Definitions.withTimeframes(
                        Definitions.builtIn(one.name(), Map.of()), Timeframe.M1, Timeframe.M5)));
    all.add(
        Definitions.rules(
            "several timeframes",
            new Rules(
                conditions("rsi(14) < 48", "close > sma(6)@5m", "close > close@15m"),
                conditions("rsi(14) > 52", "close < sma(6)@5m")),
            new Rules(conditions("close crosses_below ema(20)"), conditions("rsi(5)@5m < 30"))));
    StrategyDefinition five =
        Definitions.withTimeframes(
            Definitions.rules(
                "of five minutes",
                longRules("close > open", "ema(3) > ema(8)@15m", "close_time > open_time"),
                longRules("hlc3 < ohlc4", "hl2 < sma(close, 4)")),
            Timeframe.M5,
            Timeframe.M15);
    all.add(five);
    all.add(
        Definitions.withExits(
            Definitions.rules(
                "in ranges",
                new Rules(conditions("close > open"), conditions("close < open")),
                Rules.NONE),
            ranges()));
    all.add(
        Definitions.withAggregation(
            Definitions.withTimeframes(
                Definitions.make(
                    "threshold", "Confluence", Mode.LIVE, Map.of(), Rules.NONE, Rules.NONE),
                Timeframe.M1,
                Timeframe.M5),
            new Aggregation(AggregationMode.WEIGHTED, 0.3)));
    all.add(
        Definitions.rules(
            "microstructure",
            longRules("close > vwap", "trades >= 10", "volume > sma(volume, 10)"),
            longRules("close[1] < open[1]", "close < vwap@5m")));
    all.add(
        Definitions.make(
            "filtered",
            "RsiMeanReversion",
            Mode.LIVE,
            Map.of(),
            longRules("volume > 2"),
            longRules("rsi(14) > 60")));
    all.add(Definitions.builtIn(Ta4jSamples.RsiStrategy.class.getName(), Map.of()));
    all.add(Definitions.builtIn("Alternating", Map.of()));
    all.add(
        Definitions.make(
            "shadow",
            StrategyDefinition.RULES,
            Mode.SHADOW,
            Map.of(),
            longRules("close > open"),
            Rules.NONE));
    return all;
  }

  private static ExitPlan ranges() {
    return new ExitPlan(
        null,
        new AtrDistance(BigDecimal.TWO, 14),
        null,
        List.of(),
        new TrailingStop(BigDecimal.ONE, null, new AtrDistance(BigDecimal.ONE, 9)),
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        false,
        false);
  }

  /** Wants something else at every bar, and tells what bars it was given and shown. */
  private static final class Alternating implements Strategy {
    private static final List<Verdict> VERDICTS =
        List.of(Verdict.HOLD, Verdict.PARTIAL_CLOSE_LONG, Verdict.CLOSE_BOTH, Verdict.BUY);
    private final int most;
    private int bars;
    private double shown;
    private double given;

    Alternating(int most) {
      this.most = most;
    }

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Set<Timeframe> furtherTimeframes() {
      return Set.of(Timeframe.M5, Timeframe.M15);
    }

    @Override
    public void onFurtherBar(Bar bar) {
      shown += bar.close().toDouble() * bar.timeframe().nominalLength().toMinutes();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      if (++bars >= most) {
        throw new IllegalStateException("no further than " + most);
      }
      given += input.bar().high().toDouble();
      return VERDICTS.get(bars % VERDICTS.size());
    }

    @Override
    public List<String> reasons() {
      return List.of("bar " + bars);
    }

    @Override
    public Map<String, Double> metadata() {
      return Map.of("shown", shown, "given", given);
    }
  }

  private static ScanStage stage(List<StrategyDefinition> strategies) {
    StrategyRegistry registry =
        StrategyRegistry.standard().with("Alternating", (_, _) -> new Alternating(1 << 20));
    return new ScanStage("run", Walk.BTC, strategies, registry, IndicatorCatalogue.standard());
  }

  private static BarColumns columns(List<Bar> minutes) {
    return BarColumns.of(Timeframe.M1, minutes);
  }

  private static List<SignalRaised> signals(ScanOutcome outcome) {
    return switch (outcome) {
      case Decided decided -> decided.signals();
      case NothingDecided _ -> List.of();
    };
  }

  /** Minutes with holes of one bar and of many, some bars incomplete. */
  private static List<Bar> minutes(int count, long seed) {
    Random random = new Random(seed);
    List<Bar> minutes = new ArrayList<>();
    int skip = 0;
    for (BarsClosed bars : Walk.minutes(count, seed)) {
      skip = skip > 0 ? skip - 1 : hole(random);
      if (skip == 0) {
        Bar bar = bars.bars().getFirst();
        minutes.add(random.nextInt(40) == 0 ? partial(bar) : bar);
      }
    }
    return minutes;
  }

  private static int hole(Random random) {
    int luck = random.nextInt(400);
    return luck < 8 ? 1 : luck == 8 ? 3 + random.nextInt(40) : 0;
  }

  private static Bar partial(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        Completeness.PARTIAL,
        bar.source(),
        bar.revision());
  }

  /** What a live scan would be told: every bar of the timeframes that has ended, by its close. */
  private static List<BarsClosed> messages(List<Bar> minutes, Set<Timeframe> timeframes) {
    SortedMap<Instant, SortedMap<Timeframe, List<Bar>>> parts = new TreeMap<>();
    for (Bar bar : minutes) {
      for (Timeframe timeframe : timeframes) {
        Instant closes = timeframe.closeOf(timeframe.openOf(bar.openTime()));
        if (!closes.isAfter(minutes.getLast().closeTime())) {
          parts
              .computeIfAbsent(closes, _ -> new TreeMap<>())
              .computeIfAbsent(timeframe, _ -> new ArrayList<>())
              .add(bar);
        }
      }
    }
    List<BarsClosed> messages = new ArrayList<>();
    parts.forEach(
        (closes, byTimeframe) -> {
          List<Bar> bars = new ArrayList<>();
          byTimeframe.forEach(
              (timeframe, of) ->
                  bars.add(
                      timeframe == Timeframe.M1
                          ? of.getFirst()
                          : BarComposer.compose(timeframe, of)));
          messages.add(new BarsClosed(Walk.BTC, closes, bars, false, closes));
        });
    return messages;
  }
}
