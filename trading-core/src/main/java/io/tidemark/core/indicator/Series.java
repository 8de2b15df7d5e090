package io.tidemark.core.indicator;

import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * The values of a field, an indicator or an expression, bar by bar: the latest, and as many earlier
 * ones as its readers asked for.
 */
public final class Series {

  private final String key;
  private final Timeframe timeframe;
  private final int warmUp;
  private final Set<BarField> fields;
  private final boolean sample;
  private boolean read;
  private double[] ring = {Double.NaN};
  private int head;
  private int before;
  private int ended;

  Series(String key, Timeframe timeframe, int warmUp, Set<BarField> fields) {
    this(key, timeframe, warmUp, fields, false);
  }

  Series(String key, Timeframe timeframe, int warmUp, Set<BarField> fields, boolean sample) {
    this.key = key;
    this.timeframe = timeframe;
    this.warmUp = warmUp;
    this.fields = Set.copyOf(fields);
    this.sample = sample;
  }

  /** What it is, such as {@code sma(volume,20)}; equal series have equal keys. */
  public String key() {
    return key;
  }

  /** The timeframe whose bars it follows; of a sample, the one it was taken from. */
  public Timeframe timeframe() {
    return timeframe;
  }

  /** How many bars of its timeframe it takes until it is defined. */
  public int warmUp() {
    return warmUp;
  }

  /** The bar fields it is calculated from. */
  public Set<BarField> fields() {
    return fields;
  }

  /** Whether it is a series of another timeframe, as seen at the bars of the one that reads it. */
  public boolean isSample() {
    return sample;
  }

  /** The value at the latest bar; NaN if it is not defined there. */
  public double value() {
    return ring[head];
  }

  /**
   * The value some bars before the latest; NaN if it was not defined there.
   *
   * @param ago 0 or above, and at most what was asked for by {@link IndicatorGraph#remember}
   */
  public double value(int ago) {
    int at = head - ago;
    return ring[at < 0 ? at + ring.length : at];
  }

  /** Notes that someone reads it; a value of an indicator that nobody reads is not calculated. */
  Series forReader() {
    read = true;
    return this;
  }

  boolean isRead() {
    return read;
  }

  void remember(int bars) {
    if (bars >= ring.length) {
      ring = new double[bars + 1];
      Arrays.fill(ring, Double.NaN);
      head = 0;
    }
  }

  void add(double value) {
    int at = head + 1 == ring.length ? 0 : head + 1;
    ring[at] = Node.finite(value);
    head = at;
  }

  /**
   * Keeps the values of blocks of up to so many bars from now on, and one more before than asked
   * for, since another graph may see the latest bar before a block.
   */
  void keepBlocks(int capacity) {
    double[] longer = new double[ring.length + capacity];
    Arrays.fill(longer, Double.NaN);
    before = ring.length;
    ring = longer;
    head = before;
    ended = 0;
  }

  /** Makes room for the next block. */
  double[] openBlock(int count) {
    System.arraycopy(ring, ended, ring, 0, before);
    ended = count;
    return ring;
  }

  /** Where a block begins in what {@link #openBlock} gave. */
  int blockStart() {
    return before;
  }

  /** Makes a bar of the block the latest one. */
  void pointAt(int index) {
    head = before + index;
  }

  /** The values of the block and before, where they are kept; not to be changed. */
  public double[] blockValues() {
    return ring;
  }

  /**
   * Where in {@link #blockValues} the value of the block's first bar is.
   *
   * @param ago how many bars before, at most what was asked for
   */
  public int blockStart(int ago) {
    return before - ago;
  }

  /**
   * Copies what it was at the bars of the block.
   *
   * @param ago how many bars before each, at most what was asked for
   */
  public void copyBlock(int ago, double[] to, int count) {
    System.arraycopy(ring, blockStart(ago), to, 0, count);
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(ring.length);
    for (int ago = ring.length - 1; ago >= 0; ago--) {
      out.writeDouble(value(ago));
    }
  }

  void restore(DataInput in) throws IOException {
    int length = in.readInt();
    if (length != ring.length) {
      throw new IllegalArgumentException(
          "%s must remember %d bars, the snapshot has %d".formatted(key, ring.length, length));
    }
    for (int i = 0; i < length; i++) {
      ring[i] = in.readDouble();
    }
    head = length - 1;
  }

  @Override
  public String toString() {
    return key;
  }
}
