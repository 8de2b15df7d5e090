package io.tidemark.core.optimise.objective;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A figure of a trial, by the name that configuration has for it. */
public enum Figure {
  /** {@link TrialFigures#netProfit()}. */
  NET_PROFIT(figures -> figures.netProfit().doubleValue()),
  /** {@link TrialFigures#cagr()}. */
  CAGR(TrialFigures::cagr),
  /** {@link TrialFigures#sharpe()}. */
  SHARPE(TrialFigures::sharpe),
  /** {@link TrialFigures#sortino()}; {@link #MOST} where nothing fell after a profit. */
  SORTINO(figures -> ratio(figures, figures.sortino())),
  /** {@link TrialFigures#calmar()}; {@link #MOST} where equity never fell after a profit. */
  CALMAR(figures -> ratio(figures, figures.calmar())),
  /** {@link TrialFigures#omega()}; {@link #MOST} where nothing fell after a profit. */
  OMEGA(figures -> ratio(figures, figures.omega())),
  /** {@link TrialFigures#profitFactor()}; {@link #MOST} where nothing was lost after a profit. */
  PROFIT_FACTOR(figures -> ratio(figures, asDouble(figures.profitFactor()))),
  /** {@link TrialFigures#expectancy()}; not defined without trades. */
  EXPECTANCY(figures -> figures.trades() == 0 ? null : figures.expectancy().doubleValue()),
  /** {@link TrialFigures#sqn()}. */
  SQN(TrialFigures::sqn),
  /** {@link TrialFigures#winRate()}; not defined without trades. */
  WIN_RATE(figures -> figures.trades() == 0 ? null : figures.winRate()),
  /** {@link TrialFigures#exposure()}. */
  EXPOSURE(TrialFigures::exposure),
  /** {@link TrialFigures#maxDrawdown()}; the only one of which less is better. */
  MAX_DRAWDOWN(TrialFigures::maxDrawdown),
  /** {@link TrialFigures#trades()}. */
  TRADES(figures -> (double) figures.trades());

  /**
   * The most that a ratio counts for, and what it counts for where there was a profit and nothing
   * to divide it by.
   */
  public static final double MOST = 1_000;

  private final Function<TrialFigures, @Nullable Double> reading;

  Figure(Function<TrialFigures, @Nullable Double> reading) {
    this.reading = reading;
  }

  /** The figure of a trial; null if it is not defined. */
  public @Nullable Double of(TrialFigures figures) {
    return reading.apply(figures);
  }

  /** Its name in configuration, such as {@code profit_factor}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether less of it is better. */
  public boolean lessIsBetter() {
    return this == MAX_DRAWDOWN;
  }

  /**
   * The figure of a name.
   *
   * @param name in any case
   * @throws IllegalArgumentException if there is none; the message names them all
   */
  public static Figure named(String name) {
    return Arrays.stream(values())
        .filter(figure -> figure.key().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is not known; known are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Figure::key)
                                .collect(Collectors.joining(", ")))));
  }

  private static @Nullable Double ratio(TrialFigures figures, @Nullable Double value) {
    if (value != null) {
      return Math.min(value, MOST);
    }
    return figures.netProfit().signum() > 0 ? MOST : null;
  }

  private static @Nullable Double asDouble(@Nullable BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }
}
