package io.tidemark.scanner.scan;

import io.tidemark.core.parity.CanonicalEvent;
import io.tidemark.core.parity.CausationLink;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import io.tidemark.scanner.scan.SideInputs.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What scans began with and were given beside their bars, read only: what is not there is not made.
 */
@Component
final class RecordedInputs {

  private final ScanPlan plan;
  private final StageBeginnings beginnings;
  private final SideInputs sideInputs;
  private final ScanSteps steps;

  RecordedInputs(ScanPlan plan, StageBeginnings beginnings, SideInputs sideInputs) {
    this.plan = plan;
    this.beginnings = beginnings;
    this.sideInputs = sideInputs;
    this.steps = new ScanSteps(plan, this::beginning, this::beside);
  }

  /** Steps with what is on record; they throw {@link NotOnRecordException}. */
  ScanSteps steps() {
    return steps;
  }

  private ScanStage beginning(
      int partition, long offset, BarsClosed first, List<StrategyDefinition> strategies) {
    try {
      return beginnings
          .recorded(first, strategies)
          .orElseThrow(
              () ->
                  new NotOnRecordException(
                      "the state that strategies began with at %s is not on record"
                          .formatted(first.closeTime())));
    } catch (IllegalArgumentException e) {
      throw new NotOnRecordException(
          "this version cannot go on with the state that strategies began with at %s: %s"
              .formatted(first.closeTime(), e.getMessage()));
    }
  }

  private Given beside(int partition, BarsClosed bars, boolean readsPeers, Set<Timeframe> awaited) {
    if (!SideInputs.areRead(bars, readsPeers, awaited)) {
      return Given.NOTHING;
    }
    return sideInputs
        .recorded(bars)
        .orElseThrow(
            () ->
                new NotOnRecordException(
                    "what lay beside the bars of %s is not on record".formatted(bars.closeTime())));
  }

  /** Whether all strategies began with these bars, so that nothing before them matters. */
  boolean begins(BarsClosed bars, Timelines timelines) {
    List<StrategyDefinition> wanted = steps.wanted(bars, timelines);
    try {
      return !wanted.isEmpty() && beginnings.recorded(bars, wanted).isPresent();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The scan of a snapshot; empty if this version cannot go on with it. */
  Optional<ScannedInstrument> restored(StageSnapshot snapshot, Timelines timelines) {
    InstrumentId instrument = snapshot.instrument();
    try {
      return Optional.of(
          ScannedInstrument.restore(
              snapshot.state(),
              timelines.strategies()::known,
              strategies -> plan.newStage(instrument, strategies),
              plan.peersOf(instrument)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What led to a decision, or might have led to one. */
  List<CausationLink> causes(
      int partition,
      long offset,
      BarsClosed bars,
      Timelines timelines,
      @Nullable RecordedDecision decision) {
    List<CausationLink> chain = new ArrayList<>();
    chain.add(
        new CausationLink(
            "bars",
            "%s[%d]@%d".formatted(Topic.MARKET_BAR.topicName(), partition, offset),
            words(bars)));
    sideInputs
        .recorded(bars)
        .ifPresent(given -> given.predictions().forEach(one -> chain.add(link(one))));
    timelines
        .strategies()
        .at(bars.closeTime())
        .ifPresent(
            edition ->
                chain.add(
                    new CausationLink(
                        "strategies",
                        "edition " + edition.id(),
                        "%s, in effect from %s"
                            .formatted(edition.byId().keySet(), edition.effectiveFrom()))));
    if (decision != null) {
      chain.add(link(decision.decision()));
    }
    return chain;
  }

  private static String words(BarsClosed bars) {
    return bars.bars().stream().map(RecordedInputs::words).collect(Collectors.joining("; "));
  }

  private static String words(Bar bar) {
    return "%s %s open %s high %s low %s close %s volume %s %s"
        .formatted(
            bar.timeframe().code(),
            bar.openTime(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            bar.completeness());
  }

  private static CausationLink link(Prediction prediction) {
    return new CausationLink(
        "prediction",
        prediction.predictionId().toString(),
        CanonicalEvent.of("", prediction).text().replace('\n', ' '));
  }

  private static CausationLink link(StrategyDecision decision) {
    return new CausationLink(
        "decision",
        decision.decisionId().toString(),
        "%s on %s, configuration %s, prediction %s: %s %s"
            .formatted(
                decision.strategy(),
                decision.timeframe().code(),
                decision.configurationHash(),
                decision.predictionId() == null ? "none" : decision.predictionId(),
                decision.outcome(),
                decision.reasons()));
  }
}
