package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Naive.before;
import static io.tidemark.core.indicator.Naive.change;
import static io.tidemark.core.indicator.Naive.each;
import static io.tidemark.core.indicator.Naive.ema;
import static io.tidemark.core.indicator.Naive.last;
import static io.tidemark.core.indicator.Naive.map;
import static io.tidemark.core.indicator.Naive.max;
import static io.tidemark.core.indicator.Naive.mean;
import static io.tidemark.core.indicator.Naive.min;
import static io.tidemark.core.indicator.Naive.percentChange;
import static io.tidemark.core.indicator.Naive.ratio;
import static io.tidemark.core.indicator.Naive.sma;
import static io.tidemark.core.indicator.Naive.sum;
import static io.tidemark.core.indicator.Naive.trueRange;
import static io.tidemark.core.indicator.Naive.variance;
import static io.tidemark.core.indicator.Naive.wilder;
import static io.tidemark.core.indicator.Naive.window;
import static io.tidemark.core.indicator.Naive.zip;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Every indicator of the catalogue again, from its definition and over whole arrays. */
final class BatchIndicators {

  /** Calculates all values of an indicator over a market. */
  interface Calculation {
    double[][] of(Market market, int[] periods, double[] arguments);
  }

  private interface OverOne {
    double[] of(double[] series, int period);
  }

  private static final Map<String, Calculation> ALL = new TreeMap<>();

  private BatchIndicators() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** All values of the indicator of a catalogue name; arguments complete. */
  static double[][] of(String name, Market market, int[] periods, double[] arguments) {
    return Objects.requireNonNull(ALL.get(name), name).of(market, periods, arguments);
  }

  private static void close(String name, OverOne calculation) {
    over(name, BarField.CLOSE, calculation);
  }

  private static void over(String name, BarField field, OverOne calculation) {
    ALL.put(name, (m, n, a) -> new double[][] {calculation.of(m.field(field), n[0])});
  }

  static {
    averages();
    lines();
    oscillators();
    trends();
    volatility();
    volume();
  }

  private static void averages() {
    close("sma", Naive::sma);
    close("ema", Naive::ema);
    close("wma", Naive::wma);
    close("dema", (x, n) -> zip(ema(x, n), ema(ema(x, n), n), (a, b) -> 2 * a - b));
    close(
        "tema",
        (x, n) ->
            zip(
                zip(ema(x, n), ema(ema(x, n), n), (a, b) -> 3 * a - 3 * b),
                ema(ema(ema(x, n), n), n),
                Double::sum));
    close("trix", (x, n) -> percentChange(ema(ema(ema(x, n), n), n), 1));
    ALL.put(
        "kama",
        (m, n, a) -> {
          double[] x = m.field(BarField.CLOSE);
          double[] way = sum(map(change(x), Math::abs), n[0]);
          double[] result = new double[m.length];
          Arrays.fill(result, Double.NaN);
          for (int i = n[0]; i < m.length; i++) {
            double made = Math.abs(x[i] - x[i - n[0]]);
            double straight = way[i] <= made ? 1 : made / way[i];
            double slowest = 2.0 / (n[2] + 1);
            double factor = Math.pow(straight * (2.0 / (n[1] + 1) - slowest) + slowest, 2);
            double start = i == n[0] ? x[i - 1] : result[i - 1];
            result[i] = factor * x[i] + (1 - factor) * start;
          }
          return new double[][] {result};
        });
  }

  private static void lines() {
    over("highest", BarField.HIGH, Naive::max);
    over("lowest", BarField.LOW, Naive::min);
    close("linreg_slope", (x, n) -> Naive.line(x, n)[1]);
    close("linreg_intercept", (x, n) -> Naive.line(x, n)[0]);
    close("linreg_angle", (x, n) -> map(Naive.line(x, n)[1], BatchIndicators::angle));
    close("linreg", (x, n) -> lineAt(x, n, n - 1));
    close("linreg_forecast", (x, n) -> lineAt(x, n, n));
  }

  private static double angle(double slope) {
    return Math.toDegrees(Math.atan(slope));
  }

  private static double[] lineAt(double[] x, int n, int place) {
    double[][] line = Naive.line(x, n);
    return zip(line[0], line[1], (start, slope) -> start + place * slope);
  }

  private static void oscillators() {
    close("rsi", BatchIndicators::strength);
    close("cmo", BatchIndicators::cmo);
    close("roc", Naive::percentChange);
    close("momentum", (x, n) -> zip(x, before(x, n), (now, then) -> now - then));
    close("percent_rank", (x, n) -> window(x, n + 1, BatchIndicators::rank));
    over("cci", BarField.HLC3, (x, n) -> window(x, n, BatchIndicators::cci));
    ALL.put(
        "macd",
        (m, n, a) -> {
          double[] x = m.field(BarField.CLOSE);
          double[] late = each(m.length, i -> i < n[1] - n[0] ? Double.NaN : x[i]);
          double[] line = zip(ema(late, n[0]), ema(x, n[1]), (fast, slow) -> fast - slow);
          double[] signal = ema(line, n[2]);
          double[] shown = zip(line, signal, (l, s) -> Double.isNaN(s) ? s : l);
          return new double[][] {shown, signal, zip(line, signal, (l, s) -> l - s)};
        });
    ALL.put(
        "williams_r",
        (m, n, a) -> {
          double[] top = max(m.field(BarField.HIGH), n[0]);
          double[] bottom = min(m.field(BarField.LOW), n[0]);
          return new double[][] {
            each(m.length, i -> -100 * ratio(top[i] - m.at(BarField.CLOSE, i), top[i] - bottom[i]))
          };
        });
    ALL.put("stochastic", (m, n, a) -> stochastic(m, n[0], n[1], n[2]));
    ALL.put("stochastic_fast", (m, n, a) -> stochastic(m, n[0], 1, n[1]));
    ALL.put(
        "stoch_rsi",
        (m, n, a) -> {
          double[] rsi = strength(m.field(BarField.CLOSE), n[0]);
          return smoothed(placeUnlessResting(rsi, n[1]), n[2], n[3]);
        });
    ALL.put("ultimate_oscillator", (m, n, a) -> new double[][] {ultimate(m, n)});
  }

  private static double[] strength(double[] x, int n) {
    double[] gain = wilder(map(change(x), c -> Math.max(c, 0)), n);
    double[] loss = wilder(map(change(x), c -> Math.max(-c, 0)), n);
    return zip(gain, loss, (up, down) -> 100 * ratio(up, up + down));
  }

  private static double[] cmo(double[] x, int n) {
    double[] gain = wilder(map(change(x), c -> Math.max(c, 0)), n);
    double[] loss = wilder(map(change(x), c -> Math.max(-c, 0)), n);
    return zip(gain, loss, (up, down) -> 100 * ratio(up - down, up + down));
  }

  private static double rank(double[] values) {
    double latest = last(values);
    long below = Arrays.stream(values).filter(x -> x < latest).count();
    return 100.0 * below / (values.length - 1);
  }

  private static double cci(double[] values) {
    if (Naive.isFlat(values)) {
      return 0;
    }
    double mean = mean(values);
    double deviation = Arrays.stream(values).map(x -> Math.abs(x - mean)).average().orElseThrow();
    return (last(values) - mean) / (0.015 * deviation);
  }

  /** A rest of the price moves the index by rounding only. */
  private static double[] placeUnlessResting(double[] rsi, int n) {
    double[] range = zip(max(rsi, n), min(rsi, n), (top, bottom) -> top - bottom);
    return zip(Naive.place(rsi, rsi, rsi, n), range, (place, r) -> r < 1e-10 ? 0 : place);
  }

  private static double[][] stochastic(Market m, int n, int smooth, int signal) {
    double[] place =
        Naive.place(m.field(BarField.HIGH), m.field(BarField.LOW), m.field(BarField.CLOSE), n);
    return smoothed(place, smooth, signal);
  }

  private static double[][] smoothed(double[] raw, int smooth, int signal) {
    double[] k = sma(raw, smooth);
    double[] d = sma(k, signal);
    return new double[][] {zip(k, d, (a, b) -> Double.isNaN(b) ? b : a), d};
  }

  private static double[] ultimate(Market m, int[] n) {
    double[] close = m.field(BarField.CLOSE);
    double[] low = zip(m.field(BarField.LOW), before(close, 1), Math::min);
    double[] pressure = zip(close, low, (c, l) -> c - l);
    double[] range = trueRange(m);
    double[] result = new double[m.length];
    int[] weights = {4, 2, 1};
    for (int j = 0; j < weights.length; j++) {
      double[] ratio = zip(sum(pressure, n[j]), sum(range, n[j]), Naive::ratio);
      for (int i = 0; i < m.length; i++) {
        result[i] += 100.0 / 7 * weights[j] * ratio[i];
      }
    }
    return result;
  }

  private static void trends() {
    ALL.put("plus_di", (m, n, a) -> new double[][] {Naive.directional(m, n[0])[0]});
    ALL.put("minus_di", (m, n, a) -> new double[][] {Naive.directional(m, n[0])[1]});
    ALL.put(
        "adxr",
        (m, n, a) -> {
          double[] adx = Naive.adx(m, n[0]);
          return new double[][] {zip(adx, before(adx, n[0] - 1), (now, then) -> (now + then) / 2)};
        });
    ALL.put(
        "aroon",
        (m, n, a) -> {
          double[] up = window(m.field(BarField.HIGH), n[0] + 1, x -> recency(x, 1));
          double[] down = window(m.field(BarField.LOW), n[0] + 1, x -> recency(x, -1));
          return new double[][] {up, down, zip(up, down, (u, d) -> u - d)};
        });
    ALL.put(
        "donchian",
        (m, n, a) -> {
          double[] top = max(m.field(BarField.HIGH), n[0]);
          double[] bottom = min(m.field(BarField.LOW), n[0]);
          return new double[][] {zip(top, bottom, (t, b) -> (t + b) / 2), top, bottom};
        });
  }

  private static double recency(double[] values, int sign) {
    int best = 0;
    for (int j = 1; j < values.length; j++) {
      best = sign * values[j] >= sign * values[best] ? j : best;
    }
    return 100.0 * best / (values.length - 1);
  }

  private static void volatility() {
    ALL.put("true_range", (m, n, a) -> new double[][] {trueRange(m)});
    ALL.put("atr", (m, n, a) -> new double[][] {wilder(trueRange(m), n[0])});
    ALL.put(
        "natr",
        (m, n, a) ->
            new double[][] {
              zip(wilder(trueRange(m), n[0]), m.field(BarField.CLOSE), (r, c) -> 100 * r / c)
            });
    close("variance", (x, n) -> window(x, n, Naive::variance));
    close("stddev", (x, n) -> window(x, n, values -> Math.sqrt(variance(values))));
    close("zscore", (x, n) -> window(x, n, v -> ratio(last(v) - mean(v), Math.sqrt(variance(v)))));
    ALL.put(
        "bollinger",
        (m, n, a) -> {
          double[] x = m.field(BarField.CLOSE);
          double[] middle = sma(x, n[0]);
          double[] width = window(x, n[0], v -> a[1] * Math.sqrt(variance(v)));
          return new double[][] {
            middle,
            zip(middle, width, Double::sum),
            zip(middle, width, (mid, w) -> mid - w),
            each(m.length, i -> percentB(x[i], middle[i], width[i])),
            zip(width, middle, (w, mid) -> 200 * w / mid)
          };
        });
    ALL.put(
        "keltner",
        (m, n, a) -> {
          double[] width = map(wilder(trueRange(m), n[1]), r -> a[2] * r);
          double[] middle =
              zip(ema(m.field(BarField.CLOSE), n[0]), width, (mid, w) -> Double.isNaN(w) ? w : mid);
          return new double[][] {
            middle, zip(middle, width, Double::sum), zip(middle, width, (mid, w) -> mid - w)
          };
        });
  }

  private static double percentB(double x, double middle, double width) {
    return width == 0 ? 0.5 : (x - middle + width) / (2 * width);
  }

  private static void volume() {
    over("volume_sma", BarField.VOLUME, Naive::sma);
    over("volume_roc", BarField.VOLUME, Naive::percentChange);
    over(
        "volume_ratio",
        BarField.VOLUME,
        (x, n) -> zip(x, sma(x, n), (now, average) -> average == 0 ? 1 : now / average));
    over("sector_performance", BarField.SECTOR_INDEX, Naive::percentChange);
    ALL.put(
        "mfi",
        (m, n, a) -> {
          double[] price = m.field(BarField.HLC3);
          double[] flow = zip(price, m.field(BarField.VOLUME), (p, v) -> p * v);
          double[] change = change(price);
          double[] up = sum(zip(change, flow, (c, f) -> signed(c, 1, f)), n[0]);
          double[] down = sum(zip(change, flow, (c, f) -> signed(c, -1, f)), n[0]);
          return new double[][] {zip(up, down, (u, d) -> 100 * ratio(u, u + d))};
        });
    ALL.put(
        "rolling_vwap",
        (m, n, a) -> {
          double[] price = m.field(BarField.VWAP);
          double[] volume = m.field(BarField.VOLUME);
          double[][] result = new double[3][m.length];
          for (int i = 0; i < m.length; i++) {
            int from = i + 1 - n[0];
            bands(result, i, from < 0 ? -1 : from, price, volume, a[1]);
          }
          return result;
        });
    ALL.put("session_vwap", (m, n, a) -> sinceStart(m, a[0], 86_400));
    ALL.put("weekly_vwap", (m, n, a) -> sinceStart(m, a[0], 7 * 86_400));
  }

  private static double signed(double change, int sign, double flow) {
    return Double.isNaN(change) ? change : sign * change > 0 ? flow : 0;
  }

  /** The market starts on a Monday's midnight. */
  private static double[][] sinceStart(Market m, double deviations, int seconds) {
    double[][] result = new double[3][m.length];
    double begin = m.at(BarField.OPEN_TIME, 0);
    for (int i = 0; i < m.length; i++) {
      int from = i;
      long period = (long) (m.at(BarField.OPEN_TIME, i) - begin) / seconds;
      while (from > 0 && (long) (m.at(BarField.OPEN_TIME, from - 1) - begin) / seconds == period) {
        from--;
      }
      bands(result, i, from, m.field(BarField.VWAP), m.field(BarField.VOLUME), deviations);
    }
    return result;
  }

  private static void bands(
      double[][] result, int i, int from, double[] price, double[] volume, double deviations) {
    double weight = 0;
    double mean = 0;
    for (int j = Math.max(from, 0); j <= i; j++) {
      weight += volume[j];
      mean += volume[j] * price[j];
    }
    mean = weight == 0 ? price[i] : mean / weight;
    double squares = 0;
    for (int j = Math.max(from, 0); j <= i; j++) {
      squares += volume[j] * (price[j] - mean) * (price[j] - mean);
    }
    double width = weight == 0 ? 0 : deviations * Math.sqrt(squares / weight);
    result[0][i] = from < 0 ? Double.NaN : mean;
    result[1][i] = from < 0 ? Double.NaN : mean + width;
    result[2][i] = from < 0 ? Double.NaN : mean - width;
  }
}
