package io.tidemark.benchmarks.position;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.exit.PriceBand;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Trades of twelve instruments against 10,000 positions in them, entered at prices within 3 % of
 * the first and left to a stop loss, levels and a trailing stop. The price walks within 2 %, and
 * each run begins anew, so that it goes where the positions have not seen it. Run it with {@code
 * benchmarks/run ExitBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExitBenchmark {

  private static final int INSTRUMENTS = 12;
  private static final int POSITIONS = 10_000;
  private static final int TRADES = 6_000;
  private static final int FIRST_CENTS = 10_000_000;

  /** Whether trades within a position's quiet band are skipped. */
  @Param({"false", "true"})
  public boolean band;

  private final List<List<Watched>> positions = new ArrayList<>();
  private final List<Price> prices = new ArrayList<>();

  /** An open position. */
  private static final class Watched {

    private final ExitTerms terms;
    private final EntryFill entry;
    private ExitProgress progress;
    private PriceBand quiet;

    Watched(ExitTerms terms, EntryFill entry) {
      this.terms = terms;
      this.entry = entry;
      this.progress = ExitProgress.start(entry.averagePrice());
      this.quiet = ExitEngine.quietBand(terms, entry, progress);
    }

    int take(Price price, boolean skips) {
      if (skips && quiet.covers(price)) {
        return 0;
      }
      ExitOutcome outcome = ExitEngine.onTick(terms, entry, progress, price);
      progress = outcome.progress();
      if (skips) {
        quiet = ExitEngine.quietBand(terms, entry, progress);
      }
      return outcome.due().size();
    }
  }

  @Setup(Level.Invocation)
  public void open() {
    Random random = new Random(5);
    ExitPlan plan = plan();
    positions.clear();
    for (int i = 0; i < INSTRUMENTS; i++) {
      positions.add(new ArrayList<>());
    }
    for (int i = 0; i < POSITIONS; i++) {
      PositionSide side = i % 2 == 0 ? PositionSide.LONG : PositionSide.SHORT;
      Price entry = cents(FIRST_CENTS + random.nextInt(-300_000, 300_001));
      positions
          .get(i % INSTRUMENTS)
          .add(
              new Watched(
                  new ExitTerms(side, plan, null, null, new BigDecimal("0.0026")),
                  EntryFill.at(entry, Quantity.of("0.0317"))));
    }
    prices.clear();
    int at = FIRST_CENTS;
    for (int i = 0; i < TRADES; i++) {
      at = Math.clamp(at + random.nextInt(-2_000, 2_001), 9_800_000, 10_200_000);
      prices.add(cents(at));
    }
  }

  private static Price cents(int cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  private static ExitPlan plan() {
    return new ExitPlan(
        new BigDecimal("8"),
        null,
        null,
        List.of(
            new TakeProfitLevel(new BigDecimal("6"), new BigDecimal("0.5")),
            new TakeProfitLevel(new BigDecimal("12"), new BigDecimal("0.5"))),
        new TrailingStop(BigDecimal.ONE, new BigDecimal("7"), null),
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        false,
        false);
  }

  /** Trades a second; each is held against all positions in its instrument. */
  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int trades() {
    int due = 0;
    for (int i = 0; i < TRADES; i++) {
      Price price = prices.get(i);
      for (Watched position : positions.get(i % INSTRUMENTS)) {
        due += position.take(price, band);
      }
    }
    return due;
  }
}
