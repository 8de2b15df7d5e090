package io.tidemark.backtester.report;

import io.tidemark.backtester.report.RunDescription.Speed;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeBreakdown;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.kit.codec.Json;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;

/**
 * Everything as one JSON object. Exact decimals are strings, statistics are numbers, times are
 * ISO-8601 in UTC; a figure that is not defined is null. {@code docs/reports.md} lists the fields.
 */
public final class JsonReport {

  private JsonReport() {}

  /**
   * Writes the object, trades and equity included, without holding all of it in memory.
   *
   * @throws tools.jackson.core.JacksonException if the stream fails
   */
  public static void write(ReportData data, OutputStream out) {
    JsonGenerator json =
        Json.mapper().writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(out);
    json.writeStartObject();
    writeRun(data, json);
    json.writePOJOProperty("parameters", data.parameters());
    json.writePOJOProperty("completeness", completeness(data));
    writeTrades(data.trades(), json);
    writePerformance(data.performance(), json);
    writeEquity(data, json);
    json.writeEndObject();
    json.close();
  }

  private static void writeRun(ReportData data, JsonGenerator json) {
    RunDescription run = data.run();
    json.writeStringProperty("strategy", run.strategy());
    json.writeStringProperty("exchange", joined(data, symbol -> symbol.instrument().exchange()));
    json.writeStringProperty(
        "symbol", joined(data, symbol -> symbol.instrument().symbol().toString()));
    json.writeStringProperty("timeframe", run.timeframe().code());
    json.writeStringProperty("currency", run.currency());
    json.writeStringProperty("from", run.from().toString());
    json.writeStringProperty("to", run.to().toString());
    json.writeNumberProperty("bars", run.bars());
    Speed speed = run.speed();
    if (speed != null) {
      json.writeNumberProperty("elapsedSeconds", speed.elapsedSeconds());
      json.writeNumberProperty("barsPerSecond", speed.barsPerSecond());
    }
    json.writeStringProperty("inputSha256", run.inputSha256());
    json.writeStringProperty("tradesSha256", run.tradesSha256());
    json.writeStringProperty("configurationSha256", run.configurationSha256());
  }

  private static String joined(ReportData data, Function<SymbolData, String> part) {
    return data.symbols().stream().map(part).distinct().collect(Collectors.joining(","));
  }

  private static Map<String, DataCompleteness> completeness(ReportData data) {
    Map<String, DataCompleteness> all = new LinkedHashMap<>();
    data.symbols().forEach(symbol -> all.put(symbol.instrument().key(), symbol.completeness()));
    return all;
  }

  private static void writeTrades(List<TradeRow> trades, JsonGenerator json) {
    json.writeArrayPropertyStart("trades");
    for (TradeRow row : trades) {
      Map<String, @Nullable Object> cells = new LinkedHashMap<>();
      TradeColumn.ALL.forEach(column -> cells.put(column.name(), column.value().apply(row)));
      json.writePOJO(cells);
    }
    json.writeEndArray();
  }

  private static void writePerformance(PerformanceReport performance, JsonGenerator json) {
    json.writePOJOProperty("metrics", Metrics.of(performance));
    TradeBreakdown parts = performance.breakdown();
    json.writeObjectPropertyStart("breakdown");
    json.writePOJOProperty("exitReason", Metrics.of(parts.byExitReason()));
    json.writePOJOProperty("strategy", Metrics.of(parts.byStrategy()));
    json.writePOJOProperty("symbol", Metrics.of(parts.bySymbol()));
    json.writeEndObject();
    json.writePOJOProperty("calendar", performance.calendar());
    json.writePOJOProperty("drawdowns", performance.drawdowns());
    EquityRisk benchmark = performance.benchmark();
    if (benchmark != null) {
      json.writePOJOProperty("benchmark", Metrics.of(benchmark));
    }
    if (performance.confidence() != null) {
      json.writePOJOProperty("confidence", performance.confidence());
    }
  }

  private static void writeEquity(ReportData data, JsonGenerator json) {
    EquityCurve curve = data.equity();
    json.writeArrayPropertyStart("equity");
    for (int i = 0; i < curve.size(); i++) {
      json.writeStartObject();
      json.writeStringProperty("time", Instant.ofEpochMilli(curve.millisAt(i)).toString());
      json.writeNumberProperty("equity", curve.equityAt(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
