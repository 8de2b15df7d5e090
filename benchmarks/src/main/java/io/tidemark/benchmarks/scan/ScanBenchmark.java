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
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private final SyntheticCloses markets = new SyntheticCloses(SYMBOLS, START, 3);
  private final List<ScanStage> stages = new ArrayList<>();
  private List<ScanInput> closes = List.of();

  @Setup(Level.Trial)
  public void warmUp() {
    for (InstrumentId instrument : markets.instruments()) {
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
    closes = markets.next().stream().map(close -> ScanInput.of(close, close.closeTime())).toList();
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
