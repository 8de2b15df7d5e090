package io.tidemark.core.performance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Equity over time, of which it keeps one return a UTC day. A day's equity is the last one seen by
 * its end; a day without any has that of the day before, as these markets never close. The return
 * of the first day is taken from the first equity that was seen.
 */
public final class EquityCurve {

  /** Days of a year, as these markets trade on each. */
  public static final int DAYS_A_YEAR = 365;

  private final List<Double> closedDays = new ArrayList<>();
  private @Nullable Instant first;
  private Instant last = Instant.MIN;
  private LocalDate day = LocalDate.EPOCH;
  private double firstEquity;
  private double dayBefore;
  private double lastEquity;
  private double peak;
  private double maxDrawdown;

  /**
   * Takes the next equity.
   *
   * @param at not before the one before
   * @throws IllegalArgumentException if it is before, or {@code equity} is not finite
   */
  public void add(Instant at, double equity) {
    if (at.isBefore(last)) {
      throw new IllegalArgumentException("at must not be before %s, was %s".formatted(last, at));
    }
    if (!Double.isFinite(equity)) {
      throw new IllegalArgumentException("equity must be finite, was " + equity);
    }
    LocalDate date = LocalDate.ofInstant(at, ZoneOffset.UTC);
    if (first == null) {
      first = at;
      firstEquity = equity;
      dayBefore = equity;
      peak = equity;
    } else if (date.isAfter(day)) {
      closedDays.add(change());
      for (LocalDate idle = day.plusDays(1); idle.isBefore(date); idle = idle.plusDays(1)) {
        closedDays.add(0.0);
      }
      dayBefore = lastEquity;
    }
    day = date;
    last = at;
    lastEquity = equity;
    peak = Math.max(peak, equity);
    if (peak > 0) {
      maxDrawdown = Math.max(maxDrawdown, (peak - equity) / peak);
    }
  }

  /** One that goes on from here by itself. */
  public EquityCurve copy() {
    EquityCurve copy = new EquityCurve();
    copy.closedDays.addAll(closedDays);
    copy.first = first;
    copy.last = last;
    copy.day = day;
    copy.firstEquity = firstEquity;
    copy.dayBefore = dayBefore;
    copy.lastEquity = lastEquity;
    copy.peak = peak;
    copy.maxDrawdown = maxDrawdown;
    return copy;
  }

  /** Whether no equity was seen yet. */
  public boolean isEmpty() {
    return first == null;
  }

  /** The figures up to here; the day that is under way counts as if it ended now. */
  public EquityStatistics statistics() {
    Instant begin = first;
    if (begin == null) {
      return EquityStatistics.NONE;
    }
    List<Double> returns = new ArrayList<>(closedDays);
    returns.add(change());
    return new EquityStatistics(
        sharpe(returns),
        sortino(returns),
        maxDrawdown,
        firstEquity > 0 ? lastEquity / firstEquity - 1 : null,
        cagr(Duration.between(begin, last)),
        returns.size());
  }

  private double change() {
    return dayBefore > 0 ? lastEquity / dayBefore - 1 : 0;
  }

  private static @Nullable Double sharpe(List<Double> returns) {
    int n = returns.size();
    if (n < 2) {
      return null;
    }
    double mean = mean(returns);
    double squares = 0;
    for (double each : returns) {
      squares += (each - mean) * (each - mean);
    }
    return perYear(mean, Math.sqrt(squares / (n - 1)));
  }

  private static @Nullable Double sortino(List<Double> returns) {
    double squares = 0;
    for (double each : returns) {
      squares += Math.min(each, 0) * Math.min(each, 0);
    }
    return returns.size() < 2 ? null : perYear(mean(returns), Math.sqrt(squares / returns.size()));
  }

  private static @Nullable Double perYear(double mean, double deviation) {
    return deviation == 0 ? null : mean / deviation * Math.sqrt(DAYS_A_YEAR);
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private @Nullable Double cagr(Duration length) {
    if (length.isZero() || firstEquity <= 0 || lastEquity <= 0) {
      return null;
    }
    double years = length.toMillis() / (double) Duration.ofDays(DAYS_A_YEAR).toMillis();
    double growth = StrictMath.pow(lastEquity / firstEquity, 1 / years) - 1;
    return Double.isFinite(growth) ? growth : null;
  }
}
