package io.tidemark.core.signal;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.RuleException;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scan stage of one instrument: closed bars in, one decision for each strategy whose primary
 * timeframe closes out, with what was read and why.
 *
 * <p>All bars of an instant are taken before any strategy decides. Entry and exit rules are levels:
 * while one stays true, every bar signals; whether a position is open is the position stage's
 * business. An exit rule that holds makes {@code CLOSE}, and forbids the entry of its own
 * direction; the signal's metadata says by {@link #CLOSES_LONG} and {@link #CLOSES_SHORT} which
 * positions the exit rules mean.
 *
 * <p>A decision is BLOCKED, by the first that applies: STALE_DATA if the bars were told later after
 * their close than the strategy accepts ({@code parameters.max_bar_age_seconds}, default 180),
 * INCOMPLETE_BAR if the latest bar of a timeframe it reads has a known hole, MISSING_MICROSTRUCTURE
 * if that bar lacks a field it reads, WARMING_UP if a value it reads is not defined, or an average
 * true range that an entry's exits are measured in (told with the signal, see {@link
 * SignalRanges}), CONFLICTING_SIGNALS if both entries hold, BELOW_THRESHOLD if the strategy finds
 * its verdict too weak or its confidence is below {@code strategy.signal_threshold}, ASSET_EXCLUDED
 * if the instrument may not be traded. A blocked decision keeps its type and its reasons. Of an
 * excluded instrument, exit rules still make {@code CLOSE}: what is open must be able to end.
 *
 * <p>The same inputs give the same decisions, also over a snapshot and restore. Bars come in order
 * of close instant; one at or before the last instant, and a correction, change nothing. Not safe
 * for use by several threads.
 */
public final class ScanStage {

  /** In a signal's metadata, 1 if an exit rule for long positions holds; absent otherwise. */
  public static final String CLOSES_LONG = "closes_long";

  /** In a signal's metadata, 1 if an exit rule for short positions holds; absent otherwise. */
  public static final String CLOSES_SHORT = "closes_short";

  private static final int SNAPSHOT_VERSION = 3;

  private final String run;
  private final InstrumentId instrument;
  private final IndicatorGraphs graphs;
  private final List<ScannedStrategy> strategies;
  private final LatestBars latest = new LatestBars();
  private final String strategiesHash;
  private Instant lastInstant = Instant.MIN;

  /** A stage of the strategies and indicators that ship, of an instrument without peers. */
  public ScanStage(String run, InstrumentId instrument, List<StrategyDefinition> definitions) {
    this(run, instrument, definitions, StrategyRegistry.standard(), IndicatorCatalogue.standard());
  }

  /** A stage of an instrument that is compared with no other. */
  public ScanStage(
      String run,
      InstrumentId instrument,
      List<StrategyDefinition> definitions,
      StrategyRegistry registry,
      IndicatorCatalogue catalogue) {
    this(run, instrument, definitions, registry, catalogue, Peers.NONE);
  }

  /**
   * @param run part of every id; a restart keeps it
   * @param definitions the strategies that look at the instrument
   * @param registry where their classes are found
   * @param catalogue the indicators their rules can use
   * @param peers what the instrument is compared with; their closes come in the context
   * @throws IllegalArgumentException if an id is there twice, a strategy does not look at the
   *     instrument, or cannot be made
   * @throws RuleException if a rule cannot be used
   */
  public ScanStage(
      String run,
      InstrumentId instrument,
      List<StrategyDefinition> definitions,
      StrategyRegistry registry,
      IndicatorCatalogue catalogue,
      Peers peers) {
    this.run = run;
    this.instrument = instrument;
    this.graphs = new IndicatorGraphs(catalogue, peers);
    List<StrategyDefinition> ordered =
        definitions.stream().sorted(Comparator.comparing(StrategyDefinition::id)).toList();
    requireFitting(ordered, instrument);
    this.strategies =
        ordered.stream()
            .map(one -> new ScannedStrategy(one, registry.create(one, graphs), graphs))
            .toList();
    this.strategiesHash = hash();
  }

  private static void requireFitting(List<StrategyDefinition> ordered, InstrumentId instrument) {
    String before = "";
    for (StrategyDefinition definition : ordered) {
      if (definition.id().equals(before)) {
        throw new IllegalArgumentException("strategy.id must be unique, was twice " + before);
      }
      before = definition.id();
      boolean looks =
          definition.market().exchange().equals(instrument.exchange())
              && definition.market().symbols().contains(instrument.symbol());
      if (!looks) {
        throw new IllegalArgumentException(
            "strategy %s does not look at %s".formatted(definition.id(), instrument));
      }
    }
  }

  private String hash() {
    StringBuilder text = new StringBuilder(instrument.key());
    for (ScannedStrategy strategy : strategies) {
      StrategyDefinition definition = strategy.definition();
      text.append('\n')
          .append(definition.id())
          .append('\n')
          .append(definition.className())
          .append('\n')
          .append(definition.market().primaryTimeframe())
          .append('\n')
          .append(definition.configurationHash());
    }
    return Ids.sha256(text.toString());
  }

  /** The strategies, in order of their ids. */
  List<ScannedStrategy> scanned() {
    return strategies;
  }

  /** What they read. */
  IndicatorGraphs graphs() {
    return graphs;
  }

  String run() {
    return run;
  }

  InstrumentId instrument() {
    return instrument;
  }

  /** The timeframes whose bars the strategies need. */
  public Set<Timeframe> timeframes() {
    Set<Timeframe> needed = EnumSet.noneOf(Timeframe.class);
    needed.addAll(graphs.timeframes());
    strategies.forEach(strategy -> needed.addAll(strategy.timeframes()));
    return needed;
  }

  /** How many bars of each timeframe it takes until every strategy can decide. */
  public Map<Timeframe, Integer> warmUp() {
    Map<Timeframe, Integer> bars = new TreeMap<>();
    for (ScannedStrategy strategy : strategies) {
      strategy.warmUp().forEach((timeframe, count) -> bars.merge(timeframe, count, Math::max));
    }
    return bars;
  }

  /**
   * The instant that the first bars must reach back to, whatever the warm-up is; null if no
   * indicator asks for one.
   */
  public @Nullable Instant historyFrom() {
    return graphs.historyFrom();
  }

  /** Whether a strategy reads the closes of other instruments. */
  public boolean readsPeers() {
    return strategies.stream().anyMatch(ScannedStrategy::readsPeers);
  }

  /** A hash of the strategies it was made of; a snapshot belongs to one such hash. */
  public String strategiesHash() {
    return strategiesHash;
  }

  /** Takes bars of an instrument that may be traded, without anything beside them. */
  public ScanOutcome step(BarsClosed bars, Instant observedAt) {
    return step(ScanInput.of(bars, observedAt));
  }

  /** Takes bars without anything beside them. */
  public ScanOutcome step(BarsClosed bars, Eligibility eligibility, Instant observedAt) {
    return step(ScanInput.of(bars, observedAt).with(eligibility));
  }

  /**
   * Takes the bars that close at one instant, and what belongs to them.
   *
   * @throws IllegalArgumentException if they are of another instrument
   */
  public ScanOutcome step(ScanInput input) {
    BarsClosed bars = input.bars();
    if (!bars.instrument().equals(instrument)) {
      throw new IllegalArgumentException(
          "bars must be of %s, were of %s".formatted(instrument, bars.instrument()));
    }
    if (bars.correction()) {
      return new ScanOutcome.NothingDecided(ScanOutcome.Why.CORRECTION);
    }
    if (!bars.closeTime().isAfter(lastInstant)) {
      return new ScanOutcome.NothingDecided(ScanOutcome.Why.SEEN_BEFORE);
    }
    lastInstant = bars.closeTime();
    graphs.step(bars.bars(), input.context());
    for (Bar bar : bars.bars()) {
      latest.take(bar, input.context());
    }
    return decide(input);
  }

  private ScanOutcome decide(ScanInput input) {
    BarsClosed bars = input.bars();
    List<StrategyDecision> decisions = new ArrayList<>(strategies.size());
    List<SignalRaised> signals = new ArrayList<>();
    List<SignalRaised> shadowSignals = new ArrayList<>();
    for (ScannedStrategy strategy : strategies) {
      strategy.show(bars);
      Bar bar = barOf(bars, strategy.primaryTimeframe());
      if (bar == null) {
        continue;
      }
      StrategyDecision decision =
          strategy.decide(decisionId(strategy.definition(), bars.closeTime()), bar, latest, input);
      decisions.add(decision);
      if (decision.outcome() == Outcome.SIGNAL) {
        UUID signalId = Ids.of("signal", decision.decisionId());
        boolean live = strategy.definition().mode() == Mode.LIVE;
        (live ? signals : shadowSignals).add(strategy.signal(signalId, decision, run, bar, input));
      }
    }
    if (decisions.isEmpty()) {
      return new ScanOutcome.NothingDecided(ScanOutcome.Why.NO_PRIMARY_BAR);
    }
    return new ScanOutcome.Decided(
        new ScanDecided(instrument, run, bars.closeTime(), decisions, input.observedAt()),
        signals,
        shadowSignals);
  }

  private static @Nullable Bar barOf(BarsClosed bars, Timeframe timeframe) {
    for (Bar bar : bars.bars()) {
      if (bar.timeframe() == timeframe) {
        return bar;
      }
    }
    return null;
  }

  /** The id of what a strategy decides at a close of its primary timeframe. */
  UUID decisionId(StrategyDefinition definition, Instant closeTime) {
    return Ids.of(
        "decision",
        run,
        instrument.exchange(),
        instrument.symbol(),
        definition.market().primaryTimeframe(),
        definition.id(),
        definition.configurationHash(),
        closeTime);
  }

  /** Everything the stage knows, as bytes: {@link #restore} of them goes on exactly. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(SNAPSHOT_VERSION);
      out.writeUTF(strategiesHash);
      out.writeLong(lastInstant.getEpochSecond());
      out.writeInt(lastInstant.getNano());
      latest.save(out);
      graphs.save(out);
      for (ScannedStrategy strategy : strategies) {
        strategy.strategy().save(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over the state of a snapshot.
   *
   * @throws IllegalArgumentException if it is of another version, of other strategies, or damaged;
   *     the stage is then of no further use, and a new one takes the bars from the start
   */
  public void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      requireSame("version", SNAPSHOT_VERSION, in.readInt());
      requireSame("strategies", strategiesHash, in.readUTF());
      lastInstant = Instant.ofEpochSecond(in.readLong(), in.readInt());
      latest.restore(in);
      graphs.restore(in);
      for (ScannedStrategy strategy : strategies) {
        strategy.strategy().restore(in);
      }
      requireSame("end", -1, in.read());
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of the scan is damaged", e);
    }
  }

  private static void requireSame(String field, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalArgumentException(
          "the snapshot's %s must be %s, was %s".formatted(field, expected, seen));
    }
  }
}
