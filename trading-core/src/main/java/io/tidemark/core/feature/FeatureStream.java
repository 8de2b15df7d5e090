package io.tidemark.core.feature;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.Formula;
import io.tidemark.model.Bar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The features of one instrument as its bars come. The same bars give the same rows, bit for bit,
 * also over a snapshot and restore, and the rows of a {@link FeatureTable}. Not safe for use by
 * several threads.
 */
public final class FeatureStream {

  private static final int SNAPSHOT_VERSION = 1;

  private final FeatureSet set;
  private final IndicatorGraphs graphs;
  private final Formula[] formulas;
  private Instant lastInstant = Instant.MIN;

  /** A stream of an instrument that is compared with no other, before its first bar. */
  public FeatureStream(FeatureSet set) {
    this(set, Peers.NONE);
  }

  /**
   * @param peers what the instrument is compared with; their closes come in the context
   */
  public FeatureStream(FeatureSet set, Peers peers) {
    CompiledFeatures compiled = set.compile(peers);
    this.set = set;
    this.graphs = compiled.graphs();
    this.formulas = compiled.formulas().toArray(Formula[]::new);
  }

  /** The features it gives. */
  public FeatureSet set() {
    return set;
  }

  /**
   * Takes the bars that close at one instant; those of timeframes that no feature reads are passed
   * over. Bars at or before the last instant change nothing.
   *
   * @param context what was known beside them
   * @return the features, if a bar of the set's timeframe is among them and was not taken before
   * @throws IllegalArgumentException if the bars do not close at one instant
   */
  public Optional<FeatureRow> step(List<Bar> closingTogether, MarketContext context) {
    if (closingTogether.isEmpty()) {
      return Optional.empty();
    }
    Instant closeTime = closingTogether.getFirst().closeTime();
    Bar primary = null;
    for (Bar bar : closingTogether) {
      if (!bar.closeTime().equals(closeTime)) {
        throw new IllegalArgumentException(
            "bars must close at one instant, was %s and %s".formatted(closeTime, bar.closeTime()));
      }
      primary = bar.timeframe() == set.timeframe() ? bar : primary;
    }
    if (!closeTime.isAfter(lastInstant)) {
      return Optional.empty();
    }
    lastInstant = closeTime;
    graphs.step(closingTogether, context);
    return Optional.ofNullable(primary).map(this::row);
  }

  private FeatureRow row(Bar bar) {
    double[] values = new double[formulas.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = formulas[i].value();
    }
    return new FeatureRow(bar.openTime(), bar.closeTime(), bar.close().toDouble(), values);
  }

  /** Everything the stream knows, as bytes: {@link #restore} of them goes on exactly. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(SNAPSHOT_VERSION);
      out.writeUTF(set.hash());
      out.writeLong(lastInstant.getEpochSecond());
      out.writeInt(lastInstant.getNano());
      graphs.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over the state of a snapshot.
   *
   * @throws IllegalArgumentException if it is of another version, of other features, or damaged;
   *     the stream is then of no further use, and a new one takes the bars from the start
   */
  public void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      requireSame("version", SNAPSHOT_VERSION, in.readInt());
      requireSame("features", set.hash(), in.readUTF());
      lastInstant = Instant.ofEpochSecond(in.readLong(), in.readInt());
      graphs.restore(in);
      requireSame("end", -1, in.read());
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of the features is damaged", e);
    }
  }

  private static void requireSame(String field, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalArgumentException(
          "the snapshot's %s must be %s, was %s".formatted(field, expected, seen));
    }
  }
}
