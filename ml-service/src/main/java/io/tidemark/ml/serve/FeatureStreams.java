package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.serve.PassedOver.Why;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The features of a set for each instrument as its bars come, with the last rows of each. They know
 * no model, so that one can take the place of another without a bar's delay if it is shown the same
 * features. For one thread.
 */
public final class FeatureStreams {

  /** Rows that are kept in any case, so that the next model may need more than the one before. */
  private static final int USUALLY_KEPT = 128;

  private final FeatureSet set;
  private final Function<InstrumentId, Peers> peers;
  private final Past past;
  private final Map<InstrumentId, LiveFeatures> instruments = new HashMap<>();
  private int kept = USUALLY_KEPT;

  /** Streams of which each begins with the first bars it takes. */
  public FeatureStreams(FeatureSet set, Function<InstrumentId, Peers> peers) {
    this(set, peers, Past.UNKNOWN);
  }

  /**
   * @param peers what an instrument is compared with
   * @param past what each stream takes before its first bars
   */
  public FeatureStreams(FeatureSet set, Function<InstrumentId, Peers> peers, Past past) {
    this.set = set;
    this.peers = peers;
    this.past = past;
  }

  /** The features they give. */
  public FeatureSet set() {
    return set;
  }

  /**
   * Takes the bars of an instrument that close at one instant, in their order.
   *
   * @param context what was known beside them
   * @return why there is no row of them; empty if there is one
   */
  public Optional<Why> take(BarsClosed bars, MarketContext context) {
    if (isCorrection(bars)) {
      return Optional.of(Why.CORRECTION);
    }
    LiveFeatures live = instruments.get(bars.instrument());
    if (live == null) {
      LiveFeatures begun = begin(bars.instrument());
      past.before(set, bars).forEach(input -> begun.take(input.bars(), input.context()));
      instruments.put(bars.instrument(), begun);
      live = begun;
    }
    return live.take(bars, context);
  }

  /** Whether bars amend bars told before. */
  static boolean isCorrection(BarsClosed bars) {
    return bars.correction() || bars.bars().stream().anyMatch(bar -> bar.revision() > 0);
  }

  private LiveFeatures begin(InstrumentId instrument) {
    return new LiveFeatures(set, peers.apply(instrument), kept);
  }

  /** The instruments that have had a bar, in order. */
  public Set<InstrumentId> instruments() {
    return new TreeSet<>(instruments.keySet());
  }

  /** The features at an instrument's last bar; empty if it has had none. */
  public Optional<FeatureRow> latest(InstrumentId instrument) {
    LiveFeatures live = instruments.get(instrument);
    return live == null || live.recent().size() == 0
        ? Optional.empty()
        : Optional.of(live.recent().ago(0));
  }

  /** Keeps at least so many rows of each instrument from now on. */
  void keep(int rows) {
    kept = Math.max(kept, rows);
    instruments.values().forEach(live -> live.recent().keep(kept));
  }

  /** Whether an instrument has had the bars that every feature needs. */
  boolean isWarm(InstrumentId instrument) {
    return live(instrument).isWarm();
  }

  /** The last rows of an instrument that has had a bar. */
  RecentRows recent(InstrumentId instrument) {
    return live(instrument).recent();
  }

  private LiveFeatures live(InstrumentId instrument) {
    LiveFeatures live = instruments.get(instrument);
    if (live == null) {
      throw new IllegalArgumentException(instrument + " has had no bar");
    }
    return live;
  }

  /**
   * Everything that is known of an instrument, as bytes: {@link #restore} of them goes on exactly.
   *
   * @throws IllegalArgumentException if it has had no bar
   */
  public byte[] snapshot(InstrumentId instrument) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      live(instrument).save(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over what a snapshot tells of an instrument, in place of what is known of it.
   *
   * @throws IllegalArgumentException if it is of another version, of other features or peers, or
   *     damaged; nothing is changed then
   */
  public void restore(InstrumentId instrument, byte[] snapshot) {
    LiveFeatures restored = begin(instrument);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      restored.restore(in);
      if (in.read() != -1) {
        throw new IOException("it goes on after its end");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the snapshot of %s is damaged; its features begin anew".formatted(instrument), e);
    }
    instruments.put(instrument, restored);
  }

  /** Lets go of instruments. */
  public void forget(Collection<InstrumentId> gone) {
    instruments.keySet().removeAll(gone);
  }
}
