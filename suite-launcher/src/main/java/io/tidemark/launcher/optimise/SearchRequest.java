package io.tidemark.launcher.optimise;

import io.tidemark.launcher.backtest.BacktestSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be searched, over which bars.
 *
 * @param history the strategy and the bars
 * @param space a file with what is searched; null for the section of the strategy's file
 * @param choices what holds instead of what that says
 * @param threads that run trials, 1 or above
 * @param journal where trials are kept as they end; null for a file in {@code folder}
 * @param resume a journal to go on with; null to begin anew
 * @param folder of journals and of what is known of hold-outs
 */
public record SearchRequest(
    BacktestSettings history,
    @Nullable Path space,
    SearchChoices choices,
    int threads,
    @Nullable Path journal,
    @Nullable Path resume,
    Path folder) {

  /**
   * @throws IllegalArgumentException if they contradict each other
   */
  public SearchRequest {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads must be 1 or above, was " + threads);
    }
    if (journal != null && resume != null) {
      throw new IllegalArgumentException(
          "--journal and --resume exclude each other: what is resumed is added to");
    }
  }
}
