package io.tidemark.core.risk;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the limits in force want to be remembered.
 *
 * @param stopOutWindow the longest that a guard looks back; 0 for none
 * @param orderRate whether orders are counted
 * @param correlation the closes to keep; null for none
 */
record RiskNeeds(
    Duration stopOutWindow, boolean orderRate, @Nullable CorrelationWindow correlation) {

  static RiskNeeds of(RiskLimits account, Collection<PositionSizing> strategies) {
    List<StrategyLimits> all =
        Stream.concat(Stream.of(account.limits()), strategies.stream().map(PositionSizing::limits))
            .toList();
    int minutes =
        all.stream()
            .map(StrategyLimits::stopLossWindowMinutes)
            .mapToInt(each -> each == null ? 0 : each)
            .max()
            .orElse(0);
    boolean correlates = all.stream().anyMatch(each -> each.maxCorrelation() != null);
    return new RiskNeeds(
        Duration.ofMinutes(minutes),
        all.stream().anyMatch(each -> each.maxOrdersPerMinute() != null),
        correlates ? account.correlation() : null);
  }
}
