package io.tidemark.benchmarks.scan;

import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyClass;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.builtin.BuiltInStrategies;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One minute's close of a thousand symbols, each looked at by every shipped strategy, on one
 * thread; each symbol has seen 200 bars before. Run it with {@code benchmarks/run ScanBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class ScanBenchmark {

  private static final int SYMBOLS = 1_000;
  private static final int WARM_BARS = 200;
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final Random random = new Random(3);
  private final List<ScanStage> stages = new ArrayList<>();
  private final List<InstrumentId> instruments = new ArrayList<>();
  private final double[] prices = new double[SYMBOLS];
  private final List<ScanInput> closes = new ArrayList<>();
  private int minute;

  @Setup(Level.Trial)
  public void warmUp() {
    for (int i = 0; i < SYMBOLS; i++) {
      InstrumentId instrument = InstrumentId.of("kraken", "C" + i + "/USD");
      instruments.add(instrument);
      prices[i] = 100;
      stages.add(new ScanStage("bench", instrument, definitions(instrument.symbol())));
    }
    for (int i = 0; i < WARM_BARS; i++) {
      nextMinute();
      scan();
    }
  }

  private static List<StrategyDefinition> definitions(Symbol symbol) {
    return BuiltInStrategies.all().stream().map(one -> definition(one, symbol)).toList();
  }

  private static StrategyDefinition definition(StrategyClass one, Symbol symbol) {
    return new StrategyDefinition(
        one.name(),
        one.name(),
        one.name(),
        StrategyDefinition.Mode.LIVE,
        Aggregation.DEFAULT,
        new Market("kraken", List.of(symbol), Timeframe.M1, List.of(Timeframe.M5)),
        new TreeMap<>(),
        new TreeMap<>(),
        Rules.NONE,
        Rules.NONE,
        ExitPlan.NONE,
        PositionSizing.DEFAULT,
        Ids.sha256(one.name()));
  }

  /** Makes the next minute's messages, which is not measured. */
  @Setup(Level.Invocation)
  public void nextMinute() {
    closes.clear();
    for (int i = 0; i < SYMBOLS; i++) {
      double open = prices[i];
      prices[i] = Math.max(10, open + random.nextGaussian() * 0.3);
      Instant at = START.plusSeconds(60L * minute);
      List<Bar> bars = new ArrayList<>(List.of(bar(Timeframe.M1, at, open, prices[i])));
      if (minute % 5 == 4) {
        bars.add(bar(Timeframe.M5, at.minusSeconds(240), open, prices[i]));
      }
      Instant close = at.plusSeconds(60);
      closes.add(
          ScanInput.of(new BarsClosed(instruments.get(i), close, bars, false, close), close));
    }
    minute++;
  }

  private Bar bar(Timeframe timeframe, Instant open, double from, double to) {
    return new Bar(
        timeframe,
        open,
        price(from),
        price(Math.max(from, to) + 0.1),
        price(Math.min(from, to) - 0.1),
        price(to),
        new Quantity(BigDecimal.valueOf(1 + random.nextInt(50), 1)),
        price((from + to) / 2),
        10L,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN));
  }

  /** Decides on the minute for every symbol. */
  @Benchmark
  public int scan() {
    int decisions = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      if (stages.get(i).step(closes.get(i)) instanceof Decided decided) {
        decisions += decided.decided().decisions().size();
      }
    }
    return decisions;
  }
}
