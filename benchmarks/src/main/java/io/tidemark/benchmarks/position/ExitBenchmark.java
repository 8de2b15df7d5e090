package io.tidemark.benchmarks.position;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.exit.PriceBand;
import io.tidemark.model.Price;
import java.util.ArrayList;
import java.util.List;
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
 * Trades of twelve instruments against {@link OpenPositions} in them. Each run begins anew, so that
 * prices go where the positions have not seen them. Run it with {@code benchmarks/run
 * ExitBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExitBenchmark {

  private static final int TRADES = 6_000;

  /** Whether trades within a position's quiet band are skipped. */
  @Param({"false", "true"})
  public boolean band;

  private final List<List<Watched>> positions = new ArrayList<>();
  private final List<Price> prices = OpenPositions.walk(TRADES);

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
    List<Price> entries = OpenPositions.entries();
    positions.clear();
    for (int i = 0; i < OpenPositions.INSTRUMENTS; i++) {
      positions.add(new ArrayList<>());
    }
    for (int i = 0; i < OpenPositions.COUNT; i++) {
      positions
          .get(i % OpenPositions.INSTRUMENTS)
          .add(
              new Watched(
                  OpenPositions.terms(i), EntryFill.at(entries.get(i), OpenPositions.QUANTITY)));
    }
  }

  /** Trades a second; each is held against all positions in its instrument. */
  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int trades() {
    int due = 0;
    for (int i = 0; i < TRADES; i++) {
      Price price = prices.get(i);
      for (Watched position : positions.get(i % OpenPositions.INSTRUMENTS)) {
        due += position.take(price, band);
      }
    }
    return due;
  }
}
