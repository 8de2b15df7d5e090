package io.tidemark.exchange.xchange;

import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.DataFault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a page of closed bars of a venue's rows. */
final class CandleRows {

  private final InstrumentId instrument;
  private final Timeframe timeframe;
  private final Instant now;
  private final TreeMap<Instant, Bar> bars = new TreeMap<>();
  private final List<InvalidData> invalid = new ArrayList<>();

  /**
   * @param now decides which row is still forming
   */
  CandleRows(InstrumentId instrument, Timeframe timeframe, Instant now) {
    this.instrument = instrument;
    this.timeframe = timeframe;
    this.now = now;
  }

  /**
   * The span that one answer can cover, back from {@code to}.
   *
   * @param from the earliest that is wanted
   */
  static Instant startOfAnswer(
      CandleReader reader, Timeframe timeframe, Instant from, Instant to, Instant now) {
    // One row less than an answer holds: some venues count the row at the span's end.
    Instant back = to.minus(timeframe.nominalLength().multipliedBy(reader.rows() - 1L));
    Instant onGrid = timeframe.openOf(back);
    Instant inside = onGrid.isBefore(back) ? timeframe.closeOf(onGrid) : onGrid;
    Instant start = inside.isAfter(from) && inside.isBefore(to) ? inside : from;
    Instant earliest = reader.earliest(timeframe, now);
    return start.isBefore(earliest) ? earliest : start;
  }

  CandlePage page(List<Candle> rows, CandleReader reader, Instant start, Instant from, Instant to) {
    rows.stream()
        .filter(row -> !row.open().isBefore(from) && row.open().isBefore(to))
        .forEach(this::add);
    List<Bar> found = List.copyOf(bars.values());
    return switch (reader.reach()) {
      case ANY_SPAN ->
          new CandlePage(
              found,
              start,
              start.isAfter(from) && start.isAfter(reader.earliest(timeframe, now)),
              invalid);
      case LATEST_ROWS -> new CandlePage(found, oldest(rows, from, to), false, invalid);
    };
  }

  /** The venue tells no more than its latest rows: what lies before the oldest is not known. */
  private static Instant oldest(List<Candle> rows, Instant from, Instant to) {
    Instant oldest = rows.stream().map(Candle::open).min(Comparator.naturalOrder()).orElse(to);
    if (oldest.isBefore(from)) {
      return from;
    }
    return oldest.isBefore(to) ? oldest : to;
  }

  private void add(Candle row) {
    if (!timeframe.isAligned(row.open())) {
      fault(DataFault.OFF_GRID, "open must lie on the %s grid".formatted(timeframe), row);
    } else if (row.open().isAfter(now)) {
      fault(DataFault.FUTURE_TIME, "open must not be after " + now, row);
    } else if (!timeframe.closeOf(row.open()).isAfter(now)) {
      addClosed(row);
    }
  }

  private void addClosed(Candle row) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String text : List.of(row.first(), row.high(), row.low(), row.last(), row.volume())) {
      BigDecimal number = number(text);
      if (number == null) {
        fault(DataFault.NOT_A_NUMBER, "open, high, low, close and volume must be numbers", row);
        return;
      }
      numbers.add(number);
    }
    BigDecimal volume = numbers.get(4);
    List<BigDecimal> prices = numbers.subList(0, 4);
    if (volume.signum() < 0) {
      fault(DataFault.QUANTITY_NEGATIVE, "volume must be 0 or above", row);
    } else if (volume.signum() > 0) {
      addTraded(row, prices, volume);
    }
  }

  private void addTraded(Candle row, List<BigDecimal> prices, BigDecimal volume) {
    if (prices.stream().anyMatch(price -> price.signum() <= 0)) {
      fault(DataFault.PRICE_NOT_POSITIVE, "prices must be above 0", row);
      return;
    }
    BigDecimal high = prices.get(1);
    BigDecimal low = prices.get(2);
    if (prices.stream().anyMatch(p -> p.compareTo(high) > 0 || p.compareTo(low) < 0)) {
      fault(DataFault.HIGH_BELOW_LOW, "high and low must enclose open and close", row);
      return;
    }
    Bar bar =
        new Bar(
            timeframe,
            row.open(),
            new Price(prices.get(0)),
            new Price(high),
            new Price(low),
            new Price(prices.get(3)),
            new Quantity(volume),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.VENUE_CANDLE,
            0);
    bars.put(bar.openTime(), bar);
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void fault(DataFault kind, String detail, Candle row) {
    invalid.add(
        new InvalidData(
            instrument, MarketChannel.CANDLES, kind, detail + ", was " + row, row.toString(), now));
  }
}
