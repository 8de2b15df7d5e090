package io.tidemark.backtester.job;

import io.tidemark.backtester.report.CsvReport;
import io.tidemark.backtester.report.HtmlReport;
import io.tidemark.backtester.report.PngReport;
import io.tidemark.backtester.report.ReportData;
import io.tidemark.backtester.run.BacktestJson;
import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.BacktestReport;
import io.tidemark.core.strategy.StrategyRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** A format in which a backtest can be read. */
enum ReportFormat {
  /** For people: one file that opens offline. */
  HTML(MediaType.TEXT_HTML) {
    @Override
    void write(BacktestOutcome outcome, ReportData data, OutputStream out) throws IOException {
      HtmlReport.write(data, out);
    }
  },
  /** For programs: what the command writes with {@code --json}. */
  JSON(MediaType.APPLICATION_JSON) {
    @Override
    void write(BacktestOutcome outcome, ReportData data, OutputStream out) {
      BacktestJson.write(outcome, out);
    }
  },
  /** Trades for spreadsheets. */
  CSV(MediaType.parseMediaType("text/csv")) {
    @Override
    void write(BacktestOutcome outcome, ReportData data, OutputStream out) throws IOException {
      CsvReport.writeTrades(data, out);
    }
  },
  /** The equity curve as a picture. */
  PNG(MediaType.IMAGE_PNG) {
    @Override
    void write(BacktestOutcome outcome, ReportData data, OutputStream out) throws IOException {
      PngReport.write(data, out);
    }
  };

  private final MediaType mediaType;

  ReportFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /** As {@code Accept} and {@code Content-Type} name it. */
  MediaType mediaType() {
    return mediaType;
  }

  abstract void write(BacktestOutcome outcome, ReportData data, OutputStream out)
      throws IOException;

  /** A backtest in every format, compressed. */
  static Map<ReportFormat, byte[]> all(BacktestOutcome outcome, StrategyRegistry registry)
      throws IOException {
    ReportData data = BacktestReport.of(outcome, registry);
    Map<ReportFormat, byte[]> reports = new EnumMap<>(ReportFormat.class);
    for (ReportFormat format : values()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream compressed = new GZIPOutputStream(bytes)) {
        format.write(outcome, data, compressed);
      }
      reports.put(format, bytes.toByteArray());
    }
    return reports;
  }

  /** What was compressed. */
  static byte[] inFull(byte[] compressed) throws IOException {
    try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return content.readAllBytes();
    }
  }
}
