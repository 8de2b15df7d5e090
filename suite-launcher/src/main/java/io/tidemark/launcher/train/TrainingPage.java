package io.tidemark.launcher.train;

import io.tidemark.backtester.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What a training came to, as one HTML file that opens offline. */
final class TrainingPage {

  private static final String FOLDER = "/io/tidemark/launcher/train/";
  private static final HtmlPage PAGE =
      new HtmlPage(
          FOLDER + "training.html", List.of(FOLDER + "training-charts.js", FOLDER + "training.js"));

  private TrainingPage() {}

  /** Writes the file in UTF-8; the stream stays open. */
  static void write(TrainReport report, OutputStream out) throws IOException {
    PAGE.write("Model " + report.training().modelName(), TrainingView.of(report), out);
  }
}
