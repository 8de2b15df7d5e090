package io.tidemark.backtester.search;

import io.tidemark.backtester.run.SettingException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search of parameters.
 *
 * @param holdOutPct percent of the time, at its end, that is kept back, above 0 and below 100; null
 *     for none
 * @param looksAgain whether a hold-out that was looked at before is looked at all the same
 * @param heatMap the two parameters that are shown, columns first; empty for those of most effect
 */
public record OptimiseRequest(
    SearchRequest search,
    @Nullable BigDecimal holdOutPct,
    boolean looksAgain,
    List<String> heatMap) {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /**
   * @throws SettingException if one of them is outside of its range
   */
  public OptimiseRequest {
    if (holdOutPct != null && (holdOutPct.signum() <= 0 || holdOutPct.compareTo(ALL) >= 0)) {
      throw new SettingException(
          "hold-out", "must be above 0 and below 100, was " + holdOutPct.toPlainString());
    }
    heatMap = List.copyOf(heatMap);
    if (!heatMap.isEmpty() && heatMap.stream().distinct().count() != 2) {
      throw new SettingException(
          "heat-map", "must name two parameters, such as a,b; was " + String.join(",", heatMap));
    }
  }

  /**
   * The search that is asked for.
   *
   * @throws IllegalArgumentException if it does not go with the strategy, or a parameter of the
   *     heat map is not searched
   * @throws io.tidemark.kit.configuration.ConfigurationException if the strategy is not valid, or
   *     something of the space does not fit
   */
  public SearchDesign design() {
    SearchDesign design = search.design();
    heatMap.forEach(design.space()::parameter);
    return design;
  }
}
