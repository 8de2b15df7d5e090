package io.tidemark.core.indicator;

import java.util.List;
import java.util.Random;

/** Made bars as kernels read them: every field an array. */
final class Market {

  /** Ways in which a market can be hard on a calculation. */
  enum Kind {
    /** A random walk with a tick of 0.1. */
    WALK,
    /** One price and no volume, always. */
    FLAT,
    /** A random walk around 1e12 with volumes to match. */
    HUGE,
    /** A random walk around 1e-8 with volumes to match. */
    TINY,
    /** Stretches without change, between jumps by a factor of up to a thousand. */
    GAPPY
  }

  /** A Monday. */
  private static final long START = 1_735_516_800;

  private static final double IMBALANCE_RANGE = 2;

  final int length;
  private final double[][] fields = new double[BarField.values().length][];

  private Market(int length) {
    this.length = length;
    for (BarField field : BarField.values()) {
      fields[field.ordinal()] = new double[length];
    }
  }

  static Market of(Kind kind, int length, long seed) {
    Market market = new Market(length);
    Random random = new Random(seed);
    double scale =
        switch (kind) {
          case WALK, FLAT, GAPPY -> 40_000;
          case HUGE -> 1e12;
          case TINY -> 1e-8;
        };
    double price = scale;
    for (int i = 0; i < length; i++) {
      double open = kind == Kind.WALK ? price * (1 + random.nextGaussian() * 0.0002) : price;
      price = next(kind, price, scale, random);
      double reach =
          kind == Kind.FLAT ? 0 : 0.001 * random.nextGaussian() * random.nextGaussian() * price;
      boolean still = kind == Kind.FLAT || (kind == Kind.GAPPY && open == price);
      double volume = still ? 0 : random.nextDouble() * 1e4 / Math.min(scale, 1e4);
      market.set(i, open, price, still ? 0 : Math.abs(reach), volume, random);
    }
    return market;
  }

  private static double next(Kind kind, double price, double scale, Random random) {
    return switch (kind) {
      case FLAT -> price;
      case GAPPY ->
          random.nextInt(20) == 0 ? scale * Math.pow(1000, random.nextDouble() * 2 - 1) : price;
      case WALK, HUGE, TINY -> {
        double tick = scale / 400_000;
        yield Math.round(price * (1 + random.nextGaussian() * 0.001) / tick) * tick;
      }
    };
  }

  private void set(int i, double open, double close, double reach, double volume, Random random) {
    double high = Math.max(open, close) + reach * random.nextDouble();
    double low = Math.min(open, close) - reach * random.nextDouble();
    put(BarField.OPEN, i, open);
    put(BarField.HIGH, i, high);
    put(BarField.LOW, i, low);
    put(BarField.CLOSE, i, close);
    put(BarField.VOLUME, i, volume);
    put(BarField.VWAP, i, low + (high - low) * random.nextDouble());
    put(BarField.TRADES, i, random.nextInt(100));
    put(BarField.BUY_VOLUME, i, volume * random.nextDouble());
    put(BarField.HL2, i, (high + low) / 2);
    put(BarField.HLC3, i, (high + low + close) / 3);
    put(BarField.OHLC4, i, (open + high + low + close) / 4);
    put(BarField.OPEN_TIME, i, START + 3600.0 * i);
    put(BarField.CLOSE_TIME, i, START + 3600.0 * (i + 1));
    put(BarField.BTC_CLOSE, i, open * (1 + 0.01 * random.nextDouble()));
    put(BarField.SECTOR_INDEX, i, 100 + close / open);
    for (BarField field :
        List.of(
            BarField.IMBALANCE,
            BarField.BOOK_IMBALANCE,
            BarField.DEPTH_CHANGE,
            BarField.TRADE_FLOW,
            BarField.MICROSTRUCTURE_SCORE)) {
      put(field, i, random.nextDouble() * IMBALANCE_RANGE - 1);
    }
    put(BarField.SPREAD, i, random.nextDouble() * 0.001);
    put(BarField.BOOK_SPREAD, i, random.nextDouble() * 0.001);
  }

  private void put(BarField field, int i, double value) {
    fields[field.ordinal()][i] = value;
  }

  double[] field(BarField field) {
    return fields[field.ordinal()];
  }

  double at(BarField field, int i) {
    return fields[field.ordinal()][i];
  }

  /** Reads one bar's values for a kernel. */
  void read(IndicatorDefinition definition, int i, double[] inputs) {
    for (int j = 0; j < inputs.length; j++) {
      inputs[j] = at(definition.inputs().get(j), i);
    }
  }
}
