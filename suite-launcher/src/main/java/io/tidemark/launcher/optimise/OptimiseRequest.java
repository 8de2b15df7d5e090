package io.tidemark.launcher.optimise;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search of parameters.
 *
 * @param holdOutPct percent of the time, at its end, that is kept back, above 0 and below 100; null
 *     for none
 * @param looksAgain whether a hold-out that was looked at before is looked at all the same
 * @param heatMap the two parameters that are shown, columns first; empty for those of most effect
 * @param json where the result is written; null for nowhere
 * @param writeBest where the strategy with the best parameters is written; null for nowhere
 */
public record OptimiseRequest(
    SearchRequest search,
    @Nullable BigDecimal holdOutPct,
    boolean looksAgain,
    List<String> heatMap,
    @Nullable Path json,
    @Nullable Path writeBest) {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /**
   * @throws IllegalArgumentException if one of them is outside of its range
   */
  public OptimiseRequest {
    if (holdOutPct != null && (holdOutPct.signum() <= 0 || holdOutPct.compareTo(ALL) >= 0)) {
      throw new IllegalArgumentException(
          "--hold-out must be above 0 and below 100, was " + holdOutPct.toPlainString());
    }
    heatMap = List.copyOf(heatMap);
    if (!heatMap.isEmpty() && heatMap.stream().distinct().count() != 2) {
      throw new IllegalArgumentException(
          "--heat-map must name two parameters, such as a,b; was " + String.join(",", heatMap));
    }
  }
}
