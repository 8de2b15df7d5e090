package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.opinion.Aggregate;
import io.tidemark.core.strategy.opinion.Opinion;
import io.tidemark.model.SignalSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A strategy whose verdict is an aggregate of opinions. */
abstract class AggregatingStrategy implements Strategy {

  /** What the parameter {@code ml_size_by_agent} means. */
  static final String SIZE_BY_AGENT =
      "whether the share of the size that comes with a prediction holds for what is bought";

  private @Nullable Aggregate last;

  /** Makes an aggregate the verdict; null if it cannot tell. */
  final Verdict verdict(@Nullable Aggregate aggregate) {
    last = aggregate;
    if (aggregate == null) {
      return Verdict.UNDEFINED;
    }
    return switch (aggregate.type()) {
      case BUY -> Verdict.BUY;
      case SELL -> Verdict.SELL;
      case CLOSE -> Verdict.CLOSE_BOTH;
      case PARTIAL_CLOSE -> Verdict.PARTIAL_CLOSE_BOTH;
      case HOLD -> Verdict.HOLD;
    };
  }

  /** The aggregate behind the last verdict; null if it could not tell. */
  final @Nullable Aggregate last() {
    return last;
  }

  @Override
  public List<String> reasons() {
    if (last == null) {
      return List.of();
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(last.reason());
    for (Opinion opinion : last.agreeing()) {
      reasons.add(opinion.origin() + ": " + opinion.reason());
    }
    return reasons;
  }

  @Override
  public final double confidence() {
    return last == null ? 0 : last.confidence();
  }

  @Override
  public final double strength() {
    return last == null ? 0 : last.strength();
  }

  @Override
  public final SignalSource source() {
    return SignalSource.AGGREGATE;
  }

  @Override
  public @Nullable String shortfall() {
    return last == null ? null : last.shortfall();
  }

  @Override
  public Map<String, Double> metadata() {
    return last == null ? Map.of() : last.metadata();
  }

  @Override
  public final BigDecimal closeFraction() {
    BigDecimal fraction = last == null ? null : last.closeFraction();
    return fraction == null ? BigDecimal.ONE : fraction;
  }
}
