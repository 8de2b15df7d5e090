package io.tidemark.backtester.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A backtest as an {@link HtmlPage}.
 *
 * <p>What is drawn is thinned to bounds, so that a year of minutes stays light; the figures are of
 * everything.
 */
public final class HtmlReport {

  private static final HtmlPage PAGE =
      new HtmlPage("report.html", List.of("charts.js", "tables.js", "report.js"));

  private HtmlReport() {}

  /** Writes the file in UTF-8. */
  public static void write(ReportData data, OutputStream out) throws IOException {
    PAGE.write(data.run().title(), HtmlView.of(data), out);
  }
}
