package io.tidemark.core.strategy.opinion;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.model.SignalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opinions by what they want. Sums are taken in one order, whatever the order they came in. */
final class Tally {

  private static final Comparator<Opinion> ORDER =
      Comparator.comparing(Opinion::origin)
          .thenComparing(Opinion::source)
          .thenComparingDouble(Opinion::confidence)
          .thenComparingDouble(Opinion::strength)
          .thenComparing(Opinion::reason);

  private final Map<SignalType, List<Opinion>> byType = new EnumMap<>(SignalType.class);
  private final int count;

  Tally(List<Opinion> opinions) {
    count = opinions.size();
    opinions.stream()
        .sorted(ORDER)
        .forEach(one -> byType.computeIfAbsent(one.type(), _ -> new ArrayList<>()).add(one));
  }

  int count() {
    return count;
  }

  List<Opinion> of(SignalType type) {
    return byType.getOrDefault(type, List.of());
  }

  double sum(SignalType type, ToDoubleFunction<Opinion> figure) {
    double sum = 0;
    for (Opinion opinion : of(type)) {
      sum += figure.applyAsDouble(opinion);
    }
    return sum;
  }

  /** Over all opinions; the two directions first, so that swapping them changes nothing. */
  double sum(ToDoubleFunction<Opinion> figure) {
    double directions = sum(SignalType.BUY, figure) + sum(SignalType.SELL, figure);
    double closes = sum(SignalType.CLOSE, figure) + sum(SignalType.PARTIAL_CLOSE, figure);
    return directions + closes + sum(SignalType.HOLD, figure);
  }

  /** The type with the greatest figure above 0; null if there is none, or two share it. */
  @Nullable SignalType most(ToDoubleFunction<SignalType> figure) {
    SignalType most = null;
    double greatest = 0;
    for (SignalType type : byType.keySet()) {
      double value = figure.applyAsDouble(type);
      if (value > greatest) {
        most = type;
        greatest = value;
      } else if (value == greatest) {
        most = null;
      }
    }
    return most;
  }

  /** The mean over a type's opinions; 0 if there are none. */
  double mean(SignalType type, ToDoubleFunction<Opinion> figure) {
    return of(type).isEmpty() ? 0 : share(sum(type, figure) / of(type).size());
  }

  /** A result of the opinions of a type. */
  Aggregate wanting(SignalType type, double confidence, double strength, String how) {
    return new Aggregate(
        type,
        share(confidence),
        share(strength),
        of(type),
        "%s: %s by %s, confidence %s"
            .formatted(how, type, named(of(type)), FigureText.share(share(confidence))),
        null,
        Map.of(),
        fraction(type));
  }

  private @Nullable BigDecimal fraction(SignalType type) {
    BigDecimal greatest = null;
    for (Opinion opinion : of(type)) {
      BigDecimal one = opinion.closeFraction();
      if (one != null && (greatest == null || one.compareTo(greatest) > 0)) {
        greatest = one;
      }
    }
    return greatest;
  }

  /** Who wants what, for people. */
  String told() {
    return byType.entrySet().stream()
        .map(entry -> entry.getKey() + " by " + named(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String named(List<Opinion> opinions) {
    return opinions.stream()
        .map(one -> one.origin() + " " + FigureText.share(one.confidence()))
        .collect(Collectors.joining(" and "));
  }

  /** Rounding may lead a mean of shares a last bit out of their range. */
  static double share(double value) {
    return Math.min(1, Math.max(0, value));
  }
}
