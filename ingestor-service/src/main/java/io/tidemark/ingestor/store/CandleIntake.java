package io.tidemark.ingestor.store;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.RawCandle;
import io.tidemark.model.reason.DataFault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the bars of one upload from what can be none. */
final class CandleIntake {

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final int MOST_DIGITS = 100;

  private record Objection(DataFault fault, String detail) {}

  private final CandleSeries series;
  private final Instant now;
  private final List<Candle> bars = new ArrayList<>();
  private final List<InvalidData> invalid = new ArrayList<>();

  private @Nullable Instant previous;

  /**
   * @param now a bar must have closed by then
   */
  CandleIntake(CandleSeries series, Instant now) {
    this.series = series;
    this.now = now;
  }

  /** Takes the next row, which must be later than those before it. */
  void take(RawCandle row) {
    Objection objection = objectionTo(row);
    if (objection == null) {
      bars.add(new Candle(series.instrument(), row.bar(series.timeframe())));
      previous = row.openTime();
    } else {
      invalid.add(
          new InvalidData(
              series.instrument(),
              MarketChannel.CANDLES,
              objection.fault,
              "%s bar of %s: %s".formatted(series.timeframe(), row.openTime(), objection.detail),
              raw(row),
              now));
    }
  }

  /** What can be stored, oldest first. */
  List<Candle> bars() {
    return bars;
  }

  /** What cannot. */
  List<InvalidData> invalid() {
    return invalid;
  }

  private @Nullable Objection objectionTo(RawCandle row) {
    Objection objection = objectionToNumbers(row);
    return objection == null ? objectionToTime(row.openTime()) : objection;
  }

  private @Nullable Objection objectionToTime(Instant open) {
    if (open.isBefore(EARLIEST)) {
      return new Objection(
          DataFault.MALFORMED, "openTime must be %s or later, was %s".formatted(EARLIEST, open));
    }
    if (!open.isBefore(now)) {
      return new Objection(
          DataFault.FUTURE_TIME, "openTime must be before now, %s, was %s".formatted(now, open));
    }
    if (!series.timeframe().isAligned(open)) {
      return new Objection(
          DataFault.OFF_GRID,
          "openTime must lie on the %s grid, was %s".formatted(series.timeframe(), open));
    }
    Instant close = series.timeframe().closeOf(open);
    if (close.isAfter(now)) {
      return new Objection(
          DataFault.FUTURE_TIME,
          "closeTime must not be after now, %s, was %s".formatted(now, close));
    }
    if (previous != null && !open.isAfter(previous)) {
      return new Objection(
          DataFault.OUT_OF_ORDER,
          "openTime must be after that of the bar before, %s, was %s".formatted(previous, open));
    }
    return null;
  }

  private static @Nullable Objection objectionToNumbers(RawCandle row) {
    for (BigDecimal value : decimals(row)) {
      if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS) {
        return new Objection(
            DataFault.MALFORMED,
            "a decimal must have at most %d digits, had %d at scale %d"
                .formatted(MOST_DIGITS, value.precision(), value.scale()));
      }
    }
    for (BigDecimal price : prices(row)) {
      if (price.signum() <= 0) {
        return new Objection(DataFault.PRICE_NOT_POSITIVE, "a price must be above 0, was " + price);
      }
    }
    if (isNegative(row.volume()) || isNegative(row.buyVolume())) {
      return new Objection(
          DataFault.QUANTITY_NEGATIVE,
          "volume and buyVolume must be 0 or above, were %s and %s"
              .formatted(row.volume(), row.buyVolume()));
    }
    if (row.trades() != null && row.trades() < 0) {
      return new Objection(
          DataFault.QUANTITY_NEGATIVE, "trades must be 0 or above, was " + row.trades());
    }
    BigDecimal highest = row.open().max(row.close());
    BigDecimal lowest = row.open().min(row.close());
    if (row.high().compareTo(highest) < 0 || row.low().compareTo(lowest) > 0) {
      return new Objection(
          DataFault.HIGH_BELOW_LOW,
          "high and low must enclose open and close, were open %s high %s low %s close %s"
              .formatted(row.open(), row.high(), row.low(), row.close()));
    }
    return null;
  }

  private static List<BigDecimal> prices(RawCandle row) {
    List<BigDecimal> prices =
        new ArrayList<>(List.of(row.open(), row.high(), row.low(), row.close()));
    addGiven(prices, row.vwap());
    return prices;
  }

  private static List<BigDecimal> decimals(RawCandle row) {
    List<BigDecimal> decimals = prices(row);
    decimals.add(row.volume());
    addGiven(decimals, row.buyVolume());
    addGiven(decimals, row.imbalance());
    addGiven(decimals, row.spread());
    return decimals;
  }

  private static void addGiven(List<BigDecimal> values, @Nullable BigDecimal value) {
    if (value != null) {
      values.add(value);
    }
  }

  private static boolean isNegative(@Nullable BigDecimal value) {
    return value != null && value.signum() < 0;
  }

  /** In scientific notation, so that it is as long as its digits whatever its scale. */
  private static String raw(RawCandle row) {
    return "{openTime: %s, open: %s, high: %s, low: %s, close: %s, volume: %s}"
        .formatted(row.openTime(), row.open(), row.high(), row.low(), row.close(), row.volume());
  }
}
