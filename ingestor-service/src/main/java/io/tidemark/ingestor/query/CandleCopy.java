package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.kit.candles.CandleColumn;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandleWriter;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.springframework.stereotype.Component;

/** Turns the database's own binary form into packed candles, without an object a number. */
@Component
class CandleCopy {

  private static final String QUERY =
      "copy (select open_time, open, high, low, close, volume, vwap, buy_volume, imbalance, spread, trades, "
          + "completeness, source, revision from candle where exchange = %s and symbol = %s and timeframe = %s "
          + "and open_time >= %s and open_time < %s order by open_time) to stdout (format binary)";

  /** A year would be sorted on disk, while the index has it in order. */
  private static final String IN_INDEX_ORDER = "set local enable_sort = off";

  private static final CandleColumn[] COLUMNS = CandleColumn.values();

  private final DataSource source;

  CandleCopy(DataSource source) {
    this.source = source;
  }

  /**
   * Writes all bars of the span, oldest first, to the stream, which stays open.
   *
   * @throws IOException if the stream or the database fails; then the end is not written
   */
  void write(CandleSeries series, Span span, OutputStream out) throws IOException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(IN_INDEX_ORDER);
      }
      PGConnection database = connection.unwrap(PGConnection.class);
      try (PGCopyInputStream in = new PGCopyInputStream(database, query(database, series, span));
          ReadAhead ahead = new ReadAhead(in)) {
        transcode(new CopyFields(ahead), new PackedCandleWriter(out, series));
      }
      connection.rollback();
    } catch (SQLException e) {
      throw new IOException("the database does not give candles: " + e.getMessage(), e);
    }
  }

  private static void transcode(CopyFields fields, PackedCandleWriter writer) throws IOException {
    Completeness completeness = Completeness.COMPLETE;
    BarSource barSource = BarSource.TRADES;
    while (fields.nextRow()) {
      long open = fields.millis();
      for (CandleColumn column : COLUMNS) {
        fields.decimal(writer, column);
      }
      Long trades = fields.whole();
      completeness = fields.constant(completeness);
      barSource = fields.constant(barSource);
      writer.endRow(open, trades, completeness, barSource, fields.integer());
    }
    writer.finish();
  }

  private static String query(PGConnection database, CandleSeries series, Span span)
      throws SQLException {
    return QUERY.formatted(
        literal(database, series.instrument().exchange()),
        literal(database, series.instrument().symbol().toString()),
        literal(database, series.timeframe().code()),
        literal(database, span.from().toString()),
        literal(database, span.to().toString()));
  }

  /** COPY takes no parameters. */
  private static String literal(PGConnection database, String text) throws SQLException {
    return "'" + database.escapeLiteral(text) + "'";
  }
}
