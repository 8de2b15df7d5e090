package io.tidemark.core.signal;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The scan of one instrument whose strategies change between two bars. Those that stay go on with
 * the state they have; those that are new, or have a new configuration, begin together on a stage
 * of their own, which the caller has warmed up. What is decided at an instant is told as one.
 *
 * <p>A strategy that is taken away and comes back unchanged goes on as if it had been there all the
 * while, as long as one that began with it has stayed; otherwise it begins anew.
 *
 * <p>Like a {@link ScanStage}, it depends on what it is given alone. Not safe for use by several
 * threads.
 */
public final class InstrumentScan {

  private static final int SNAPSHOT_VERSION = 1;

  private final List<ScanPart> parts = new ArrayList<>();
  private Instant lastInstant = Instant.MIN;

  /** A scan without a strategy. */
  public InstrumentScan() {}

  /** Of the strategies that are wanted, those that would have to begin anew, in their order. */
  public List<StrategyDefinition> beginners(Collection<StrategyDefinition> wanted) {
    Set<StrategyKey> there = new HashSet<>();
    parts.forEach(part -> there.addAll(part.keys()));
    return wanted.stream().filter(one -> !there.contains(StrategyKey.of(one))).toList();
  }

  /** Whether exactly these strategies are decided with. */
  public boolean isOf(Collection<StrategyDefinition> wanted) {
    return keys(strategies()).equals(keys(wanted));
  }

  /** The strategies that are decided with, by id. */
  public List<StrategyDefinition> strategies() {
    return parts.stream()
        .flatMap(part -> part.heard().stream())
        .sorted(Comparator.comparing(StrategyDefinition::id))
        .toList();
  }

  /** Whether bars of this instant, or of a later one, were taken before. */
  public boolean hasSeen(Instant closeTime) {
    return !closeTime.isAfter(lastInstant);
  }

  /** Whether a strategy reads the closes of other instruments. */
  public boolean readsPeers() {
    return parts.stream().anyMatch(part -> part.stage().readsPeers());
  }

  /** The timeframes whose bars are needed. */
  public Set<Timeframe> timeframes() {
    Set<Timeframe> needed = EnumSet.noneOf(Timeframe.class);
    parts.forEach(part -> needed.addAll(part.stage().timeframes()));
    return needed;
  }

  /**
   * Decides with these strategies from the next bar on.
   *
   * @param begin makes the stage of the {@link #beginners}, warmed up to the bar before the next;
   *     not called if there are none. If it throws, nothing has changed
   */
  public void changeTo(
      Collection<StrategyDefinition> wanted, Function<List<StrategyDefinition>, ScanStage> begin) {
    List<StrategyDefinition> beginners = beginners(wanted);
    Optional<ScanStage> begun =
        beginners.isEmpty() ? Optional.empty() : Optional.of(begin.apply(beginners));
    Set<StrategyKey> keys = keys(wanted);
    parts.forEach(part -> part.hear(keys));
    parts.removeIf(ScanPart::isSilent);
    begun.ifPresent(stage -> parts.add(new ScanPart(stage, beginners)));
  }

  private static Set<StrategyKey> keys(Collection<StrategyDefinition> definitions) {
    Set<StrategyKey> keys = new HashSet<>();
    definitions.forEach(one -> keys.add(StrategyKey.of(one)));
    return keys;
  }

  /**
   * Takes the bars that close at one instant, and what belongs to them. A correction, and bars at
   * or before the last instant, change nothing.
   *
   * @throws IllegalArgumentException if they are of another instrument
   */
  public ScanOutcome step(ScanInput input) {
    if (input.bars().correction()) {
      return new ScanOutcome.NothingDecided(ScanOutcome.Why.CORRECTION);
    }
    if (hasSeen(input.bars().closeTime())) {
      return new ScanOutcome.NothingDecided(ScanOutcome.Why.SEEN_BEFORE);
    }
    lastInstant = input.bars().closeTime();
    List<ScanOutcome.Decided> decided = new ArrayList<>(parts.size());
    boolean whole = true;
    for (ScanPart part : parts) {
      if (part.stage().step(input) instanceof ScanOutcome.Decided some) {
        decided.add(part.isWhole() ? some : heard(part, some));
        whole &= part.isWhole();
      }
    }
    if (decided.size() == 1 && whole) {
      return decided.getFirst();
    }
    ScanOutcome.Decided together = together(decided, input);
    return together.decided().decisions().isEmpty()
        ? new ScanOutcome.NothingDecided(ScanOutcome.Why.NO_PRIMARY_BAR)
        : together;
  }

  private static ScanOutcome.Decided heard(ScanPart part, ScanOutcome.Decided some) {
    ScanDecided decided = some.decided();
    return new ScanOutcome.Decided(
        new ScanDecided(
            decided.instrument(),
            decided.run(),
            decided.closeTime(),
            decided.decisions().stream().filter(one -> part.isHeard(one.strategy())).toList(),
            decided.observedAt()),
        heard(part, some.signals()),
        heard(part, some.shadowSignals()));
  }

  private static List<SignalRaised> heard(ScanPart part, List<SignalRaised> signals) {
    return signals.stream().filter(signal -> part.isHeard(signal.strategy())).toList();
  }

  private static ScanOutcome.Decided together(List<ScanOutcome.Decided> several, ScanInput input) {
    String run = several.isEmpty() ? "" : several.getFirst().decided().run();
    Comparator<SignalRaised> byStrategy = Comparator.comparing(SignalRaised::strategy);
    return new ScanOutcome.Decided(
        new ScanDecided(
            input.bars().instrument(),
            run,
            input.bars().closeTime(),
            several.stream()
                .flatMap(one -> one.decided().decisions().stream())
                .sorted(Comparator.comparing(StrategyDecision::strategy))
                .toList(),
            input.observedAt()),
        several.stream().flatMap(one -> one.signals().stream()).sorted(byStrategy).toList(),
        several.stream().flatMap(one -> one.shadowSignals().stream()).sorted(byStrategy).toList());
  }

  /** Everything the scan knows, as bytes: a scan {@link #restore}d of them goes on exactly. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(SNAPSHOT_VERSION);
      out.writeLong(lastInstant.getEpochSecond());
      out.writeInt(lastInstant.getNano());
      out.writeInt(parts.size());
      for (ScanPart part : parts) {
        out.writeInt(part.keys().size());
        for (StrategyKey key : part.keys()) {
          key.save(out);
          out.writeBoolean(part.isHeard(key.id()));
        }
        byte[] state = part.stage().snapshot();
        out.writeInt(state.length);
        out.write(state);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The scan of a snapshot.
   *
   * @param known the definitions on record, past ones included
   * @param stages makes a stage that has seen no bar
   * @throws IllegalArgumentException if the snapshot is of another version, has a strategy that is
   *     not known, or is damaged
   */
  public static InstrumentScan restore(
      byte[] snapshot,
      Function<StrategyKey, Optional<StrategyDefinition>> known,
      Function<List<StrategyDefinition>, ScanStage> stages) {
    InstrumentScan scan = new InstrumentScan();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      requireSame("version", SNAPSHOT_VERSION, in.readInt());
      scan.lastInstant = Instant.ofEpochSecond(in.readLong(), in.readInt());
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        scan.parts.add(part(in, known, stages));
      }
      requireSame("end", -1, in.read());
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of the scan is damaged", e);
    }
    return scan;
  }

  private static ScanPart part(
      DataInputStream in,
      Function<StrategyKey, Optional<StrategyDefinition>> known,
      Function<List<StrategyDefinition>, ScanStage> stages)
      throws IOException {
    Map<StrategyKey, StrategyDefinition> members = new LinkedHashMap<>();
    Set<StrategyKey> heard = new HashSet<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      StrategyKey key = StrategyKey.restore(in);
      members.put(key, known.apply(key).orElseThrow(() -> notOnRecord(key)));
      if (in.readBoolean()) {
        heard.add(key);
      }
    }
    List<StrategyDefinition> definitions = List.copyOf(members.values());
    ScanStage stage = stages.apply(definitions);
    int length = in.readInt();
    byte[] state = in.readNBytes(Math.max(0, length));
    requireSame("length of a stage", length, state.length);
    stage.restore(state);
    ScanPart part = new ScanPart(stage, definitions);
    part.hear(heard);
    return part;
  }

  private static IllegalArgumentException notOnRecord(StrategyKey key) {
    return new IllegalArgumentException(
        "the snapshot's strategy %s with configuration %s is not on record"
            .formatted(key.id(), key.configurationHash()));
  }

  private static void requireSame(String field, int expected, int seen) {
    if (expected != seen) {
      throw new IllegalArgumentException(
          "the snapshot's %s must be %d, was %d".formatted(field, expected, seen));
    }
  }
}
