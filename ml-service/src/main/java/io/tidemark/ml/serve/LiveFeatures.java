package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureStream;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.serve.PassedOver.Why;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The features of one instrument: their stream, and its last rows. */
final class LiveFeatures {

  private static final int SNAPSHOT_VERSION = 1;

  private final FeatureStream stream;
  private final String peers;
  private final RecentRows recent;

  /** The bars of each timeframe that are yet to come before every feature can be known. */
  private final SortedMap<Timeframe, Integer> lacking;

  private Instant lastInstant = Instant.MIN;

  /**
   * @param peers what the instrument is compared with
   * @param kept rows that are kept, 1 or above
   */
  LiveFeatures(FeatureSet set, Peers peers, int kept) {
    this.stream = new FeatureStream(set, peers);
    this.peers = set.readsPeers() ? peers.toString() : "";
    this.recent = new RecentRows(kept);
    this.lacking = new TreeMap<>(set.warmUp());
  }

  /**
   * Takes bars.
   *
   * @return why there is no row of them; empty if there is one
   */
  Optional<Why> take(BarsClosed bars, MarketContext context) {
    if (!bars.closeTime().isAfter(lastInstant)) {
      return Optional.of(Why.TAKEN_BEFORE);
    }
    lastInstant = bars.closeTime();
    bars.bars().forEach(this::count);
    Optional<FeatureRow> row = stream.step(bars.bars(), context);
    row.ifPresent(recent::add);
    return row.isPresent() ? Optional.empty() : Optional.of(Why.OTHER_TIMEFRAME);
  }

  private void count(Bar bar) {
    Integer left = lacking.get(bar.timeframe());
    if (left != null && left > 1) {
      lacking.put(bar.timeframe(), left - 1);
    } else {
      lacking.remove(bar.timeframe());
    }
  }

  /** Whether every feature that the data tell can be known. */
  boolean isWarm() {
    return lacking.isEmpty();
  }

  RecentRows recent() {
    return recent;
  }

  void save(DataOutputStream out) throws IOException {
    out.writeInt(SNAPSHOT_VERSION);
    out.writeUTF(peers);
    byte[] state = stream.snapshot();
    out.writeInt(state.length);
    out.write(state);
    write(lastInstant, out);
    for (Timeframe timeframe : stream.set().timeframes().stream().sorted().toList()) {
      out.writeInt(lacking.getOrDefault(timeframe, 0));
    }
    out.writeInt(recent.size());
    for (int ago = recent.size() - 1; ago >= 0; ago--) {
      save(recent.ago(ago), out);
    }
  }

  private static void save(FeatureRow row, DataOutputStream out) throws IOException {
    write(row.openTime(), out);
    write(row.closeTime(), out);
    out.writeDouble(row.close());
    for (int i = 0; i < row.size(); i++) {
      out.writeDouble(row.value(i));
    }
  }

  /**
   * Takes over what was saved.
   *
   * @throws IllegalArgumentException if it is of another version, of other features or peers
   * @throws IOException if it is damaged
   */
  void restore(DataInputStream in) throws IOException {
    int version = in.readInt();
    if (version != SNAPSHOT_VERSION) {
      throw new IllegalArgumentException(
          "the snapshot's version must be %d, was %d".formatted(SNAPSHOT_VERSION, version));
    }
    String before = in.readUTF();
    if (!before.equals(peers)) {
      throw new IllegalArgumentException(
          "the snapshot's peers must be '%s', were '%s'".formatted(peers, before));
    }
    stream.restore(in.readNBytes(Math.max(0, in.readInt())));
    lastInstant = instant(in);
    for (Timeframe timeframe : stream.set().timeframes().stream().sorted().toList()) {
      int left = in.readInt();
      if (left > 0) {
        lacking.put(timeframe, left);
      } else {
        lacking.remove(timeframe);
      }
    }
    int rows = in.readInt();
    for (int i = 0; i < rows; i++) {
      recent.add(row(in));
    }
  }

  private FeatureRow row(DataInputStream in) throws IOException {
    Instant openTime = instant(in);
    Instant closeTime = instant(in);
    double close = in.readDouble();
    double[] values = new double[stream.set().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return new FeatureRow(openTime, closeTime, close, values);
  }

  private static void write(Instant instant, DataOutputStream out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
