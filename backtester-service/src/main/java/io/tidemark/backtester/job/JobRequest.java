package io.tidemark.backtester.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for; the names are those of the command line's options.
 *
 * @param strategy its YAML; null if {@code strategyId} names a file
 * @param strategyId of a file in the folder of the suite's strategies, without its ending
 * @param exchange null for the strategy's
 * @param symbols null or empty for the strategy's
 * @param timeframe of the bars that fills and exits see; null for the longest that the strategy can
 *     be run on
 * @param from of the first open; null for the first bar there is
 * @param to of the open that is left out; null for the bar that is not closed yet
 * @param cash to begin with; null for the strategy's, else the suite's, else 10000
 * @param fee as a fraction; null for the strategy's, else 0.0026
 * @param slippageBps in hundredths of a percent; null for the strategy's, else 0
 * @param suiteLimits whether the limits and the cash of the suite's configuration hold; null for no
 * @param search how parameters are searched; of searches alone
 * @param windows how time is divided; of walks through time alone, which need it
 */
record JobRequest(
    @Nullable String strategy,
    @Nullable String strategyId,
    @Nullable String exchange,
    @Nullable List<String> symbols,
    @Nullable String timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable BigDecimal cash,
    @Nullable BigDecimal fee,
    @Nullable BigDecimal slippageBps,
    @Nullable Boolean suiteLimits,
    @Nullable SearchChoice search,
    @Nullable Windows windows) {

  /**
   * How parameters are searched; null for what the strategy's section {@code optimise} says.
   *
   * @param space YAML of what is searched
   * @param method {@code grid}, {@code random} or {@code tpe}
   * @param trials the most that are tried
   * @param objective a figure by name
   * @param constraints such as {@code max_drawdown <= 0.2}
   * @param seed of all draws
   * @param holdOut percent of the time, at its end, that is looked at once; of optimisations alone
   * @param holdOutAgain whether it is looked at though another search was judged by it before
   * @param heatMap two parameters; of optimisations alone
   */
  record SearchChoice(
      @Nullable String space,
      @Nullable String method,
      @Nullable Integer trials,
      @Nullable String objective,
      @Nullable List<String> constraints,
      @Nullable Long seed,
      @Nullable BigDecimal holdOut,
      @Nullable Boolean holdOutAgain,
      @Nullable List<String> heatMap) {

    /** All as the strategy's file says. */
    static final SearchChoice AS_WRITTEN =
        new SearchChoice(null, null, null, null, null, null, null, null, null);
  }

  /**
   * How time is divided.
   *
   * @param train how long is searched on, such as {@code 90d}
   * @param test how long is judged by
   * @param step from one test to the next; null for as long as the test
   * @param anchored whether to search from the beginning each time; null for no
   * @param purge left out between the two; null for nothing
   */
  record Windows(
      @Nullable String train,
      @Nullable String test,
      @Nullable String step,
      @Nullable Boolean anchored,
      @Nullable String purge) {}

  /** The same with the strategy's text in place of its file's name, and another end. */
  JobRequest settled(String yaml, Instant end) {
    return new JobRequest(
        yaml,
        strategyId,
        exchange,
        symbols,
        timeframe,
        from,
        end,
        cash,
        fee,
        slippageBps,
        suiteLimits,
        search,
        windows);
  }

  /** Its own symbols; none if it names none. */
  List<String> symbolsOrNone() {
    return symbols == null ? List.of() : symbols;
  }
}
