package io.tidemark.backtester.search;

import io.tidemark.backtester.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What a search came to, as one HTML file that opens offline. Equal searches give equal bytes: how
 * long it took is not in it.
 */
public final class OptimiseHtml {

  private static final HtmlPage PAGE =
      new HtmlPage("optimise.html", List.of("surface.js", "trials.js", "optimise.js"));

  private OptimiseHtml() {}

  /** Writes the file in UTF-8; the stream stays open. */
  public static void write(OptimiseOutcome outcome, OutputStream out) throws IOException {
    PAGE.write("Search of " + outcome.search().strategy().name(), OptimiseView.of(outcome), out);
  }
}
