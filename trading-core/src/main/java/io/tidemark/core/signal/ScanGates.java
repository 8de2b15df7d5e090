package io.tidemark.core.signal;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.BlockReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a verdict and its signal: data that is late, incomplete or cold, entries for
 * both directions, too little confidence, an instrument that may not be traded.
 */
final class ScanGates {

  /** The parameter of any strategy that says how late its bars may be told, in seconds. */
  static final String MAX_BAR_AGE = "max_bar_age_seconds";

  private static final Duration DEFAULT_BAR_AGE = Duration.ofSeconds(180);
  private static final long LONGEST_BAR_AGE = Duration.ofDays(1).toSeconds();

  private final Strategy strategy;
  private final Timeframe[] timeframes;
  private final Reading[] readings;
  private final double threshold;
  private final Duration oldest;

  ScanGates(StrategyDefinition definition, Strategy strategy, Set<Timeframe> timeframes) {
    this.strategy = strategy;
    this.timeframes = timeframes.toArray(Timeframe[]::new);
    this.readings = strategy.readings().toArray(Reading[]::new);
    this.threshold = definition.aggregation().threshold();
    this.oldest = oldest(definition);
  }

  private static Duration oldest(StrategyDefinition definition) {
    Object given = definition.parameters().get(MAX_BAR_AGE);
    if (given == null) {
      return DEFAULT_BAR_AGE;
    }
    boolean fits =
        given instanceof Number number
            && number.doubleValue() >= 1
            && number.doubleValue() <= LONGEST_BAR_AGE;
    if (!fits) {
      throw new IllegalArgumentException(
          "parameters.%s must be a number from 1 to %d, was %s"
              .formatted(MAX_BAR_AGE, LONGEST_BAR_AGE, given));
    }
    return Duration.ofMillis(Math.round(((Number) given).doubleValue() * 1000));
  }

  /** The first gate that is shut, told in {@code reasons}; null if all are open. */
  @Nullable BlockReason shut(
      Verdict verdict, LatestBars latest, ScanInput input, List<String> reasons) {
    BlockReason data = data(latest, input, reasons);
    if (data != null) {
      return data;
    }
    return switch (verdict) {
      case UNDEFINED -> BlockReason.WARMING_UP;
      case CONFLICT -> {
        reasons.add("entry rules for both directions hold");
        yield BlockReason.CONFLICTING_SIGNALS;
      }
      case BUY, BUY_CLOSING_SHORT, SELL, SELL_CLOSING_LONG ->
          isWeak(reasons) ? BlockReason.BELOW_THRESHOLD : excluded(input.eligibility(), reasons);
      case HOLD -> excluded(input.eligibility(), reasons);
      case CLOSE_LONG,
          CLOSE_SHORT,
          CLOSE_BOTH,
          PARTIAL_CLOSE_LONG,
          PARTIAL_CLOSE_SHORT,
          PARTIAL_CLOSE_BOTH ->
          isWeak(reasons) ? BlockReason.BELOW_THRESHOLD : null;
    };
  }

  private @Nullable BlockReason data(LatestBars latest, ScanInput input, List<String> reasons) {
    if (input.lateness().compareTo(oldest) > 0) {
      reasons.add(
          "the bars were told %s s after their close, at most %s s are accepted"
              .formatted(seconds(input.lateness()), seconds(oldest)));
      return BlockReason.STALE_DATA;
    }
    for (Timeframe timeframe : timeframes) {
      if (latest.isPartial(timeframe)) {
        reasons.add("the latest %s bar has a known hole".formatted(timeframe));
        return BlockReason.INCOMPLETE_BAR;
      }
    }
    boolean cold = false;
    for (Reading reading : readings) {
      for (BarField field : reading.series().fields()) {
        if (latest.lacks(reading.series().timeframe(), field)) {
          reasons.add(
              "the latest %s bar has no %s"
                  .formatted(reading.series().timeframe(), field.ruleName()));
          return BlockReason.MISSING_MICROSTRUCTURE;
        }
      }
      cold |= Double.isNaN(reading.value());
    }
    return cold ? cold(reasons) : null;
  }

  private BlockReason cold(List<String> reasons) {
    reasons.add(
        strategy.readings().stream()
            .filter(reading -> Double.isNaN(reading.value()))
            .map(Reading::name)
            .collect(Collectors.joining(", ", "not defined yet: ", "")));
    return BlockReason.WARMING_UP;
  }

  private boolean isWeak(List<String> reasons) {
    String shortfall = strategy.shortfall();
    if (shortfall != null) {
      reasons.add(shortfall);
      return true;
    }
    if (strategy.confidence() < threshold) {
      reasons.add(
          "confidence %s is below strategy.signal_threshold %s"
              .formatted(FigureText.share(strategy.confidence()), FigureText.share(threshold)));
      return true;
    }
    return false;
  }

  private static @Nullable BlockReason excluded(Eligibility eligibility, List<String> reasons) {
    if (eligibility.eligible()) {
      return null;
    }
    eligibility.why().forEach(why -> reasons.add("the asset is excluded: " + why));
    return BlockReason.ASSET_EXCLUDED;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
