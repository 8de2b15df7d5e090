package io.tidemark.ingestor;

import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Bars by the plainest means: group the trades, then reduce each group. */
public final class ExpectedBars {

  /** The numbers of a bar, as text, so that scale does not matter. */
  public record Row(
      Instant openTime,
      String open,
      String high,
      String low,
      String close,
      String volume,
      String vwap,
      long trades) {}

  private ExpectedBars() {}

  /** The bars that close at or before {@code until}, oldest first. */
  public static List<Row> of(List<MarketTrade> trades, Timeframe timeframe, Instant until) {
    TreeMap<Instant, List<MarketTrade>> groups = new TreeMap<>();
    for (MarketTrade trade : trades) {
      groups
          .computeIfAbsent(timeframe.openOf(trade.eventTime()), open -> new ArrayList<>())
          .add(trade);
    }
    return groups.entrySet().stream()
        .filter(group -> !timeframe.closeOf(group.getKey()).isAfter(until))
        .map(group -> row(group.getKey(), group.getValue()))
        .toList();
  }

  private static Row row(Instant open, List<MarketTrade> trades) {
    List<BigDecimal> prices = trades.stream().map(trade -> trade.price().value()).toList();
    BigDecimal volume =
        trades.stream()
            .map(trade -> trade.quantity().value())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal notional =
        trades.stream()
            .map(trade -> trade.price().value().multiply(trade.quantity().value()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Row(
        open,
        text(prices.getFirst()),
        text(prices.stream().max(BigDecimal::compareTo).orElseThrow()),
        text(prices.stream().min(BigDecimal::compareTo).orElseThrow()),
        text(prices.getLast()),
        text(volume),
        text(notional.divide(volume, new MathContext(16, RoundingMode.HALF_EVEN))),
        trades.size());
  }

  /** A row of the table of candles. */
  static Row read(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getTimestamp("open_time").toInstant(),
        text(row.getBigDecimal("open")),
        text(row.getBigDecimal("high")),
        text(row.getBigDecimal("low")),
        text(row.getBigDecimal("close")),
        text(row.getBigDecimal("volume")),
        text(row.getBigDecimal("vwap")),
        row.getLong("trades"));
  }

  private static String text(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
