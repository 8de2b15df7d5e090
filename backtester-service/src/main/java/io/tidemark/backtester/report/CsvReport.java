package io.tidemark.backtester.report;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trades and equity as CSV (RFC 4180): UTF-8, a header, lines end with LF, a cell is empty where
 * there is no value. Text that a spreadsheet would take for a formula is preceded by an apostrophe.
 */
public final class CsvReport {

  private static final String FORMULA_STARTS = "=+-@\t\r";

  private CsvReport() {}

  /** Writes a line a trade, as {@code trades.csv}. */
  public static void writeTrades(ReportData data, OutputStream out) throws IOException {
    Writer writer = writer(out);
    List<TradeColumn> columns = TradeColumn.ALL;
    writer.write(columns.stream().map(TradeColumn::name).collect(Collectors.joining(",")) + "\n");
    for (TradeRow row : data.trades()) {
      writer.write(
          columns.stream()
                  .map(column -> cell(column.value().apply(row)))
                  .collect(Collectors.joining(","))
              + "\n");
    }
    writer.flush();
  }

  /**
   * Writes a line for the start and each bar's close, as {@code equity.csv}: {@code
   * time,equity,drawdown,benchmark}, drawdown as a fraction of the highest equity before.
   */
  public static void writeEquity(ReportData data, OutputStream out) throws IOException {
    EquityCurve curve = data.equity();
    EquityPoints points = EquityPoints.of(curve, data.benchmark(), curve.size());
    double[] benchmark = points.benchmark();
    Writer writer = writer(out);
    writer.write("time,equity,drawdown,benchmark\n");
    for (int i = 0; i < points.times().length; i++) {
      writer.write(cell(Instant.ofEpochMilli(points.times()[i])));
      writer.write(',');
      writer.write(cell(points.equity()[i]));
      writer.write(',');
      writer.write(cell(points.drawdown()[i]));
      writer.write(',');
      writer.write(cell(benchmark == null ? null : benchmark[i]));
      writer.write('\n');
    }
    writer.flush();
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal decimal -> decimal.toPlainString();
      case Double number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      case Integer number -> number.toString();
      case Price price -> price.toString();
      case Quantity quantity -> quantity.toString();
      default -> text(value.toString());
    };
  }

  private static String text(String value) {
    boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
