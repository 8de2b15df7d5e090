package io.tidemark.core.backtest;

import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How paper orders are filled, and when what happened is known.
 *
 * @param fills what is assumed of fills beyond what the market tells
 * @param latency from a decision to its effect on the market, 0 or above
 * @param grace how long after it happened a fill is known, and after it ended a bar, as live: from
 *     0 to the latency, as what is decided on is to be known before it acts
 */
public record PaperTerms(FillSettings fills, Duration latency, Duration grace) {

  /** From a decision to its effect, and from what happened to its being known, unless told. */
  public static final Duration USUAL = Duration.ofSeconds(1);

  /**
   * @throws IllegalArgumentException if a duration is out of its range
   */
  public PaperTerms {
    if (grace.isNegative() || latency.compareTo(grace) < 0) {
      throw new IllegalArgumentException(
          "latency must be at or above the grace, and that at or above 0, were %s and %s"
              .formatted(latency, grace));
    }
  }

  /**
   * What the strategies of an account say, and the usual where they say nothing. Decisions that act
   * sooner than the usual grace are known as soon as they act.
   *
   * @param strategies at least one
   * @throws IllegalArgumentException if they do not agree
   */
  public static PaperTerms of(List<StrategyDefinition> strategies) {
    BigDecimal millis =
        AccountTerms.agreed(strategies, "execution.latency_ms", PaperTerms::latencyMillis);
    Duration latency = millis == null ? USUAL : Duration.ofMillis(millis.longValueExact());
    return new PaperTerms(
        AccountTerms.fills(strategies), latency, latency.compareTo(USUAL) < 0 ? latency : USUAL);
  }

  private static @Nullable BigDecimal latencyMillis(ExecutionPlan execution) {
    Integer millis = execution.latencyMs();
    return millis == null ? null : BigDecimal.valueOf(millis);
  }
}
