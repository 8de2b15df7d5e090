package io.tidemark.launcher.train;

import io.tidemark.ml.reinforcement.SizingScore;
import io.tidemark.ml.training.SizingRecord;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of the agent that sizes, in words. */
final class SizingText {

  private SizingText() {}

  /**
   * @param sizing null if none was asked for
   */
  static String of(@Nullable SizingRecord sizing) {
    if (sizing == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "size and skip, learnt from %,d trades, %s%n",
            sizing.learnt(),
            sizing.trades()));
    SizingScore score = sizing.score();
    if (score != null) {
      text.append(String.format("%-20s %12s %12s%n", "", "with agent", "without"));
      line(text, "net profit " + sizing.currency(), score.with(), score.without());
      line(text, "deepest fall", score.depthWith(), score.depthWithout());
      text.append(
          String.format(
              Locale.ROOT,
              "  %-18s %,12d %,12d%n",
              "trades",
              score.trades() - score.skipped(),
              score.trades()));
    }
    return text.append(sizing.found()).append(System.lineSeparator()).toString();
  }

  private static void line(
      StringBuilder text, String name, BigDecimal withAgent, BigDecimal without) {
    text.append(String.format(Locale.ROOT, "  %-18s %,12.2f %,12.2f%n", name, withAgent, without));
  }
}
