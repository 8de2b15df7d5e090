package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HtmlReportTest {

  private static final String BREAKING_OUT = "</script><script>alert(1)</script><!--{{script}}";

  @Test
  void holdsAllItNeeds() throws IOException {
    String html = write(Reports.of(3_000, "trend", "BTC/USD"));

    assertThat(html).startsWith("<!DOCTYPE html>").contains("Licensed to the Apache Software");
    String own = html.replace(library(), "");
    assertThat(html.length() - own.length()).isEqualTo(library().length());
    assertThat(tags(own, "src=|href=|https?://|@import|url\\(")).isEmpty();
    assertThat(html).contains("default-src 'none'").doesNotContain("{{");
  }

  @Test
  void letsNoNameBreakOut() throws IOException {
    String harmless = write(Reports.of(500, "trend", "BTC/USD"));
    String hostile = write(Reports.of(500, BREAKING_OUT, "BTC/USD"));

    assertThat(hostile).doesNotContain("<script>alert").doesNotContain("<!--{{");
    assertThat(tags(hostile, "(?i)</?script|<!--")).isEqualTo(tags(harmless, "(?i)</?script|<!--"));
    assertThat(data(hostile).path("run").path("strategy").asString()).isEqualTo(BREAKING_OUT);
  }

  @Test
  void keepsAYearOfMinutesLight() throws IOException {
    String html = write(Reports.of(525_600, "trend", "BTC/USD"));

    // 8,760 hours with two indicators, 3,000 points of equity, 2,190 trades
    assertThat(html.length() - library().length()).isBetween(500_000, 2_500_000);
    assertThat(data(html).path("symbols").path(0).path("shown").asString()).isEqualTo("1h");
    assertThat(data(html).path("trades").size()).isEqualTo(2_190);
  }

  @Test
  void saysHowManyTradesItLeavesOut() throws IOException {
    String[] symbols = new String[12];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = "C" + i + "/USD";
    }
    ReportData data = Reports.of(110_000, "trend", symbols);

    JsonNode page = data(write(data));

    assertThat(data.trades()).hasSizeGreaterThan(HtmlView.TRADES);
    assertThat(page.path("trades").size()).isEqualTo(HtmlView.TRADES);
    assertThat(page.path("tradesTotal").asInt()).isEqualTo(data.trades().size());
    assertThat(page.path("symbols").path(11).path("bars").path("openTimes").size())
        .isBetween(1, HtmlView.CANDLES_OF_EACH);
  }

  @Test
  void leavesAnIndicatorEmptyWhileItWarmsUp() throws IOException {
    JsonNode values =
        data(write(Reports.of(100, "trend", "BTC/USD")))
            .path("symbols")
            .path(0)
            .path("indicators")
            .path(1)
            .path("values");

    assertThat(values.path(13).isNull()).isTrue();
    assertThat(values.path(14).isNumber()).isTrue();
  }

  @Test
  void writesTheSameBytesForTheSameData() throws IOException {
    assertThat(write(Reports.of(2_000, "trend", "BTC/USD", "ETH/USD")))
        .isEqualTo(write(Reports.of(2_000, "trend", "BTC/USD", "ETH/USD")));
  }

  @Test
  void refusesATradeOfASymbolWithoutBars() {
    ReportData data = Reports.of(500, "trend", "BTC/USD", "ETH/USD");
    ReportData without =
        new ReportData(
            data.run(),
            data.parameters(),
            data.symbols().subList(0, 1),
            data.trades(),
            data.equity(),
            null,
            data.performance());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(without))
        .withMessageContaining("a trade is of kraken|ETH/USD, of which there are no bars");
  }

  private static String write(ReportData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(data, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String library() throws IOException {
    try (InputStream in =
        HtmlReportTest.class.getResourceAsStream(
            "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode data(String html) {
    String begin = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(begin) + begin.length();
    return Json.mapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private static List<String> tags(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().map(MatchResult::group).toList();
  }
}
