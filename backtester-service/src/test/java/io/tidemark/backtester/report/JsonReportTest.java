package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backtester.report.RunDescription.Speed;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonReportTest {

  private static final ReportData DATA = Reports.of(3_000, "trend", "BTC/USD", "ETH/USD");

  @Test
  void namesTheRunAsTheDesignDoes() {
    JsonNode json = read(withSpeed(DATA));

    assertThat(json.propertyNames())
        .contains(
            "strategy",
            "exchange",
            "symbol",
            "timeframe",
            "from",
            "to",
            "bars",
            "elapsedSeconds",
            "barsPerSecond",
            "inputSha256",
            "tradesSha256",
            "configurationSha256",
            "trades",
            "metrics",
            "equity");
    assertThat(json.path("symbol").asString()).isEqualTo("BTC/USD,ETH/USD");
    assertThat(json.path("from").asString()).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(json.path("timeframe").asString()).isEqualTo("1m");
  }

  @Test
  void namesEachTradeAndItsCauses() {
    JsonNode trade = read(DATA).path("trades").path(0);

    assertThat(trade.propertyNames())
        .contains(
            "entryTime",
            "entryPrice",
            "exitTime",
            "exitPrice",
            "side",
            "quantity",
            "fee",
            "pnl",
            "exitReason");
    assertThat(trade.path("quantity").asString()).isEqualTo("0.05");
    assertThat(trade.path("pnl").isString()).isTrue();
    assertThat(trade.path("entryTime").asString()).isEqualTo("2025-01-01T00:30:00Z");
    assertThat(trade.path("entryCause").asString()).isEqualTo("rsi(14) 28.31 < 30");
  }

  @Test
  void namesTheMetricsAsTheDesignDoes() {
    JsonNode metrics = read(DATA).path("metrics");

    assertThat(metrics.propertyNames())
        .contains(
            "totalTrades",
            "winRate",
            "profitFactor",
            "sharpe",
            "sortino",
            "maxDrawdown",
            "totalPnl",
            "averageProfit",
            "averageLoss",
            "expectancy",
            "exposure",
            "cagr");
    assertThat(metrics.path("totalTrades").asInt()).isEqualTo(DATA.trades().size());
    assertThat(metrics.path("totalPnl").asString())
        .isEqualTo(DATA.performance().trades().results().totalPnl().toPlainString());
  }

  @Test
  void writesNullForAFigureThatIsNotDefined() {
    ReportData brief = Reports.of(30, "trend", "BTC/USD");

    JsonNode metrics = read(brief).path("metrics");

    assertThat(metrics.has("sharpe")).isTrue();
    assertThat(metrics.path("sharpe").isNull()).isTrue();
  }

  @Test
  void tellsEquityAtTheStartAndEachClose() {
    JsonNode equity = read(DATA).path("equity");

    assertThat(equity.size()).isEqualTo(3_001);
    assertThat(equity.path(0).path("equity").asDouble()).isEqualTo(10_000);
    assertThat(equity.path(3_000).path("time").asString()).isEqualTo("2025-01-03T02:00:00Z");
  }

  @Test
  void tellsCompletenessPartsCalendarAndBounds() {
    JsonNode json = read(DATA);

    assertThat(json.path("completeness").path("kraken|ETH/USD").path("gaps").size()).isOne();
    assertThat(json.path("breakdown").path("symbol").propertyNames())
        .containsExactly("kraken|BTC/USD", "kraken|ETH/USD");
    assertThat(json.path("calendar").path("months").path(0).path("month").asString())
        .isEqualTo("2025-01");
    assertThat(json.path("confidence").path("bootstrap").path("seed").asInt()).isOne();
    assertThat(json.path("benchmark").has("maxDrawdown")).isTrue();
  }

  @Test
  void leavesOutWhatThereIsNot() {
    ReportData plain =
        new ReportData(
            DATA.run(),
            DATA.parameters(),
            DATA.symbols(),
            List.of(),
            DATA.equity(),
            null,
            PerformanceReport.of(DATA.equity(), List.of(), null, null));

    JsonNode json = read(plain);

    assertThat(json.has("benchmark")).isFalse();
    assertThat(json.has("confidence")).isFalse();
    assertThat(json.has("elapsedSeconds")).isFalse();
    assertThat(json.path("trades").size()).isZero();
  }

  @Test
  void writesTheSameBytesForTheSameData() {
    assertThat(write(Reports.of(3_000, "trend", "BTC/USD", "ETH/USD"))).isEqualTo(write(DATA));
  }

  private static ReportData withSpeed(ReportData data) {
    RunDescription run = data.run();
    return new ReportData(
        new RunDescription(
            run.title(),
            run.strategy(),
            run.timeframe(),
            run.currency(),
            run.from(),
            run.to(),
            run.bars(),
            run.inputSha256(),
            run.tradesSha256(),
            run.configurationSha256(),
            new Speed(0.5, 6_000)),
        data.parameters(),
        data.symbols(),
        data.trades(),
        data.equity(),
        data.benchmark(),
        data.performance());
  }

  private static JsonNode read(ReportData data) {
    return Json.mapper().readTree(write(data));
  }

  private static byte[] write(ReportData data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(data, out);
    return out.toByteArray();
  }
}
