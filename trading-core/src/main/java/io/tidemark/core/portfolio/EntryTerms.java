package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.exit.ShortTerms;
import io.tidemark.core.signal.SignalRanges;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.PositionSide;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exit terms of a position, by the plan of its strategy and the ranges its signal tells. */
final class EntryTerms {

  private EntryTerms() {}

  /** The name of a range that the plan needs and the signal lacks; empty if it has all. */
  static Optional<String> missing(ExitPlan plan, SignalRaised signal) {
    for (AtrDistance distance : SignalRanges.distances(plan)) {
      if (SignalRanges.of(signal, distance.period()).isEmpty()) {
        return Optional.of(SignalRanges.key(distance.period()));
      }
    }
    return Optional.empty();
  }

  /**
   * @param feeRate fraction of notional that one fill costs
   * @param shorting what a short costs and when it is liquidated; null where that is the venue's to
   *     say
   */
  static ExitTerms of(
      ExitPlan plan,
      PositionSide side,
      BigDecimal feeRate,
      @Nullable ShortTerms shorting,
      SignalRaised signal) {
    TrailingStop trailing = plan.trailingStop();
    return new ExitTerms(
        side,
        plan,
        distance(plan.stopLossAtr(), signal),
        distance(trailing == null ? null : trailing.offsetAtr(), signal),
        feeRate,
        side == PositionSide.SHORT ? shorting : null);
  }

  private static @Nullable BigDecimal distance(@Nullable AtrDistance asked, SignalRaised signal) {
    return asked == null
        ? null
        : SignalRanges.of(signal, asked.period())
            .map(range -> range.multiply(asked.multiple()))
            .orElse(null);
  }
}
