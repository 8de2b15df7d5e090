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
 * network. Charts are drawn by Apache ECharts (Apache License 2.0). Names and texts reach the page
 * as data only, never as markup.
 */
public final class HtmlPage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  /** Where its artifact of the version in the parent's pom.xml keeps it. */
  private static final String LIBRARY =
      "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

  private static final List<String> COMMON_SCRIPTS =
      List.of("format.js", "page.js", "chart-style.js");

  private final String body;
  private final List<String> scripts;

  /**
   * @param body the resource of this package with what stands between heading and data; one that
   *     begins with a slash is of another
   * @param scripts resources, named alike, that fill it, after those that all pages share
   */
  public HtmlPage(String body, List<String> scripts) {
    this.body = body;
    this.scripts = List.copyOf(scripts);
  }

  /**
   * Writes the file in UTF-8; the stream is flushed and stays open.
   *
   * @param title heads the page
   * @param data what its scripts read, as JSON
   */
  public void write(String title, Object data, OutputStream out) throws IOException {
    Map<String, String> parts =
        Map.of(
            "title", escaped(title),
            "style", resource("report.css"),
            "body", resource(body),
            "echarts", resource(LIBRARY),
            "data", Json.mapper().writeValueAsString(data).replace("<", "\\u003c"),
            "script", joined(COMMON_SCRIPTS) + joined(scripts));
    StringBuilder html = new StringBuilder();
    Matcher place = PLACE.matcher(resource("page.html"));
    while (place.find()) {
      String part = parts.get(place.group(1));
      if (part == null) {
        throw new IllegalStateException("page.html names an unknown part " + place.group());
      }
      place.appendReplacement(html, Matcher.quoteReplacement(part));
    }
    place.appendTail(html);
    out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String joined(List<String> names) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(resource(name));
    }
    return all.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the class path lacks %s; build the project anew".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
