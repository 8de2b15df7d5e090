package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The volume-weighted average price of the last {@code period} bars (output 0), and {@code
 * deviations} volume-weighted standard deviations of the bars' prices above (1) and below (2) it.
 * The sums are of distances from an average of the window, made afresh once a window and whenever
 * digits were lost. While nothing has been traded all three are the price.
 */
public final class RollingVwap implements Kernel {

  private static final double CANCELLED = 1e-3;

  private final Window prices;
  private final Window volumes;
  private final double deviations;
  private double origin;
  private double weight;
  private double first;
  private double second;
  private double latest;

  /**
   * @param period 1 or above
   * @param deviations above 0
   */
  public RollingVwap(int period, double deviations) {
    prices = new Window(period);
    volumes = new Window(period);
    this.deviations = deviations;
  }

  @Override
  public int warmUp() {
    return prices.size();
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes the bar's own volume-weighted price and its volume. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double price, double volume) {
    boolean full = prices.isFull();
    double oldPrice = prices.push(price);
    double oldVolume = volumes.push(volume);
    latest = price;
    if (prices.isAtStart()) {
      refresh();
    } else if (full) {
      add(price, volume);
      add(oldPrice, -oldVolume);
      if (hasLostDigits(oldPrice - origin, oldVolume)) {
        refresh();
      }
    }
  }

  /** Whether what left was far greater than what stays, or the origin is far from all prices. */
  private boolean hasLostDigits(double oldDistance, double oldVolume) {
    return weight < CANCELLED * oldVolume
        || second < CANCELLED * oldVolume * oldDistance * oldDistance
        || second * weight - first * first < CANCELLED * first * first;
  }

  private void add(double price, double volume) {
    double distance = price - origin;
    weight += volume;
    first += volume * distance;
    second += volume * distance * distance;
  }

  private void refresh() {
    sumFrom(latest);
    if (weight > 0) {
      sumFrom(origin + first / weight);
    }
  }

  private void sumFrom(double price) {
    origin = price;
    weight = 0;
    first = 0;
    second = 0;
    for (int i = 0; i < prices.size(); i++) {
      add(prices.fromOldest(i), volumes.fromOldest(i));
    }
  }

  @Override
  public double value(int output) {
    if (!prices.isFull()) {
      return Double.NaN;
    }
    boolean certain = weight <= 0 || prices.isFlat();
    double shift = certain ? 0 : first / weight;
    double mean = certain ? latest : origin + shift;
    double variance = certain ? 0 : Math.max(second / weight - shift * shift, 0);
    return switch (output) {
      case 0 -> mean;
      case 1 -> mean + deviations * Math.sqrt(variance);
      case 2 -> mean - deviations * Math.sqrt(variance);
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    prices.save(out);
    volumes.save(out);
    out.writeDouble(origin);
    out.writeDouble(weight);
    out.writeDouble(first);
    out.writeDouble(second);
    out.writeDouble(latest);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    prices.restore(in);
    volumes.restore(in);
    origin = in.readDouble();
    weight = in.readDouble();
    first = in.readDouble();
    second = in.readDouble();
    latest = in.readDouble();
  }
}
