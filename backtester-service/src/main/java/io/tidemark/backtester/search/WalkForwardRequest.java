package io.tidemark.backtester.search;

import io.tidemark.backtester.run.SettingException;
import io.tidemark.core.optimise.split.WalkForward;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Searches that walk through time.
 *
 * @param windows how time is divided
 */
public record WalkForwardRequest(SearchRequest search, WalkForward windows) {

  /**
   * How time is divided, as options say it.
   *
   * @param step null for as long as {@code test}
   * @throws SettingException if a length is outside of its range
   */
  public static WalkForward windows(
      boolean anchored, Duration train, Duration test, @Nullable Duration step, Duration purge) {
    try {
      return new WalkForward(anchored, train, test, step == null ? test : step, purge);
    } catch (IllegalArgumentException e) {
      throw SettingException.of(e);
    }
  }

  /**
   * Makes sure that windows end where bars do, so that no bar is in two.
   *
   * @throws SettingException if one does not
   */
  public void requireWholeBars(Timeframe timeframe) {
    requireWholeBars("train", windows.train(), timeframe);
    requireWholeBars("test", windows.test(), timeframe);
    requireWholeBars("step", windows.step(), timeframe);
    requireWholeBars("purge", windows.purge(), timeframe);
  }

  private static void requireWholeBars(String setting, Duration length, Timeframe timeframe) {
    if (length.toMillis() % timeframe.nominalLength().toMillis() != 0) {
      throw new SettingException(
          setting, "must be a whole number of %s bars, was %s".formatted(timeframe, length));
    }
  }
}
