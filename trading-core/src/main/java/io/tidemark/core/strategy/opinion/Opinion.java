package io.tidemark.core.strategy.opinion;

import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one source wants at a bar.
 *
 * @param source what kind of evidence it rests on
 * @param origin which of that kind, such as {@code keltner}; unique among opinions that are
 *     aggregated together
 * @param type what it wants; HOLD for nothing
 * @param confidence from 0 to 1
 * @param strength from 0 to 1
 * @param reason in words, with the numbers
 * @param metadata further figures by name
 * @param closeFraction of the original quantity, in (0, 1]; null unless PARTIAL_CLOSE
 */
public record Opinion(
    SignalSource source,
    String origin,
    SignalType type,
    double confidence,
    double strength,
    String reason,
    Map<String, Double> metadata,
    @Nullable BigDecimal closeFraction) {

  /**
   * @throws IllegalArgumentException if confidence or strength is not from 0 to 1, or a fraction is
   *     missing, out of its range, or given without a partial close
   */
  public Opinion {
    requireShare("confidence", confidence);
    requireShare("strength", strength);
    boolean partial = type == SignalType.PARTIAL_CLOSE;
    if (partial != (closeFraction != null)) {
      throw new IllegalArgumentException(
          "closeFraction must be given with PARTIAL_CLOSE only, was %s with %s"
              .formatted(closeFraction, type));
    }
    if (closeFraction != null
        && (closeFraction.signum() <= 0 || closeFraction.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "closeFraction must be above 0 and at most 1, was " + closeFraction.toPlainString());
    }
    metadata =
        metadata.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** An opinion without further figures. */
  public Opinion(
      SignalSource source,
      String origin,
      SignalType type,
      double confidence,
      double strength,
      String reason) {
    this(source, origin, type, confidence, strength, reason, Map.of(), null);
  }

  /** A source that wants nothing, or cannot tell. */
  public static Opinion hold(SignalSource source, String origin, String reason) {
    return new Opinion(source, origin, SignalType.HOLD, 0, 0, reason);
  }

  private static void requireShare(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must be from 0 to 1, was " + value);
    }
  }
}
