package io.tidemark.backtester.report;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTML file that needs nothing else: script, style and data are in it, and it opens without a
 * network. Charts are drawn by Apache ECharts (Apache License 2.0).
 *
 * <p>What is drawn is thinned to bounds, so that a year of minutes stays light; the figures are of
 * everything. Names and texts reach the page as data only, never as markup.
 */
public final class HtmlReport {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  /** Where its artifact of the version in the parent's pom.xml keeps it. */
  private static final String LIBRARY =
      "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

  private static final List<String> SCRIPTS =
      List.of("format.js", "charts.js", "tables.js", "report.js");

  private HtmlReport() {}

  /** Writes the file in UTF-8. */
  public static void write(ReportData data, OutputStream out) throws IOException {
    Map<String, String> parts =
        Map.of(
            "title", escaped(data.run().title()),
            "style", resource("report.css"),
            "echarts", resource(LIBRARY),
            "data", Json.mapper().writeValueAsString(HtmlView.of(data)).replace("<", "\\u003c"),
            "script", scripts());
    StringBuilder html = new StringBuilder();
    Matcher place = PLACE.matcher(resource("report.html"));
    while (place.find()) {
      String part = parts.get(place.group(1));
      if (part == null) {
        throw new IllegalStateException("report.html names an unknown part " + place.group());
      }
      place.appendReplacement(html, Matcher.quoteReplacement(part));
    }
    place.appendTail(html);
    out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String scripts() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String script : SCRIPTS) {
      all.append(resource(script));
    }
    return all.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the class path lacks %s; build the project anew".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
