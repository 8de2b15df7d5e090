package io.tidemark.scanner.scan;

import io.tidemark.core.shadow.ShadowBooks;
import io.tidemark.core.signal.InstrumentScan;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.universe.UniverseTimeline;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.scanner.scan.SideInputs.Given;
import io.tidemark.scanner.strategies.StrategyTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Steps the scan of an instrument over its bars with what the journals say of their instant. The
 * same bars lead to the same outcome, when they come first and in every recovery.
 */
@Component
final class ScanSteps {

  private final ScanPlan plan;
  private final Beginnings beginnings;
  private final Beside sideInputs;

  ScanSteps(ScanPlan plan, Beginnings beginnings, Beside sideInputs) {
    this.plan = plan;
    this.beginnings = beginnings;
    this.sideInputs = sideInputs;
  }

  /** Makes the stages that strategies begin on. */
  @FunctionalInterface
  interface Beginnings {

    /**
     * The stage as it is before {@code first}.
     *
     * @param offset of {@code first}
     */
    ScanStage begin(
        int partition, long offset, BarsClosed first, List<StrategyDefinition> strategies);
  }

  /** Tells what bars are decided with beside themselves. */
  @FunctionalInterface
  interface Beside {

    /**
     * What belongs to the bars.
     *
     * @param readsPeers whether a strategy reads the closes of other instruments
     * @param awaited the timeframes whose bars wait for a prediction
     */
    Given of(int partition, BarsClosed bars, boolean readsPeers, Set<Timeframe> awaited);
  }

  /** The editions that hold for an instant. */
  record Timelines(UniverseTimeline universe, StrategyTimeline strategies) {

    static final Timelines EMPTY = new Timelines(UniverseTimeline.EMPTY, StrategyTimeline.EMPTY);

    /** Lateness is what the ingestor saw, so that it does not change when bars come again. */
    private ScanInput input(BarsClosed bars, Given given, Instant now) {
      Duration lateness = Duration.between(bars.closeTime(), bars.observedAt());
      return new ScanInput(
          bars,
          given.context(bars),
          universe.at(bars.instrument(), bars.closeTime()),
          given.predictions(),
          lateness.isNegative() ? Duration.ZERO : lateness,
          now);
    }
  }

  /**
   * What came of bars.
   *
   * @param closed the trades that strategies would have ended with them
   */
  record Stepped(ScannedInstrument scanned, ScanOutcome outcome, List<ShadowBooks.Closed> closed) {}

  /**
   * Takes bars. Strategies that begin with them are warmed up first.
   *
   * @param offset of the bars
   * @return empty if nothing looks at the instrument, or did
   */
  Optional<Stepped> step(
      PartitionScan partition, long offset, BarsClosed bars, Timelines timelines, Instant now) {
    List<StrategyDefinition> wanted = wanted(bars, timelines);
    Optional<ScannedInstrument> before = partition.of(bars.instrument());
    if (before.isEmpty() && (wanted.isEmpty() || bars.correction())) {
      return Optional.empty();
    }
    ScannedInstrument scanned =
        before.orElseGet(() -> ScannedInstrument.empty(plan.peersOf(bars.instrument())));
    InstrumentScan scan = scanned.scan();
    Given given = Given.NOTHING;
    if (!bars.correction() && !scan.hasSeen(bars.closeTime())) {
      if (!scan.isOf(wanted)) {
        scan.changeTo(
            wanted, beginners -> beginnings.begin(partition.partition(), offset, bars, beginners));
        scanned.books().changeTo(wanted);
        partition.put(bars.instrument(), scanned);
      }
      given =
          sideInputs.of(
              partition.partition(), bars, scan.readsPeers(), Predictions.awaited(wanted));
    }
    ScanOutcome outcome = scan.step(timelines.input(bars, given, now));
    return Optional.of(new Stepped(scanned, outcome, closed(scanned.books(), bars, outcome)));
  }

  private static List<ShadowBooks.Closed> closed(
      ShadowBooks books, BarsClosed bars, ScanOutcome outcome) {
    return switch (outcome) {
      case ScanOutcome.Decided decided ->
          books.step(
              bars,
              Stream.concat(decided.signals().stream(), decided.shadowSignals().stream()).toList());
      case ScanOutcome.NothingDecided _ -> List.of();
    };
  }

  /** The strategies that decide on bars; empty for none. */
  List<StrategyDefinition> wanted(BarsClosed bars, Timelines timelines) {
    return timelines
        .strategies()
        .at(bars.closeTime())
        .map(edition -> plan.of(edition).getOrDefault(bars.instrument(), List.of()))
        .orElse(List.of());
  }
}
