package io.tidemark.launcher.backtest;

import io.tidemark.backtester.run.BookRecording;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderBook;
import io.tidemark.simulator.tape.DepthReader;
import io.tidemark.simulator.tape.DepthRecording;
import io.tidemark.simulator.tape.DepthTape;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/** A recorded book as the suite would tell it: the best levels after each of its changes. */
final class RecordedBooks implements Iterator<OrderBook> {

  /** Levels a side of an {@link OrderBook}. */
  private static final int LEVELS = 20;

  private final InstrumentId instrument;
  private final DepthTape tape;
  private final SortedMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final SortedMap<Long, Long> asks = new TreeMap<>();
  private int step;

  private RecordedBooks(InstrumentId instrument, DepthTape tape) {
    this.instrument = instrument;
    this.tape = tape;
  }

  /**
   * Reads files of recorded books, each of which goes on where the one before ends.
   *
   * @throws io.tidemark.simulator.tape.MalformedRowException if a line is not what it must be
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static BookRecording read(List<Path> files, InstrumentId instrument) {
    DepthRecording recording = DepthReader.read(files, instrument.symbol());
    return new BookRecording(
        new RecordedBooks(instrument, recording.depth()), recording.trades().sha256());
  }

  @Override
  public boolean hasNext() {
    return step < tape.size();
  }

  @Override
  public OrderBook next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the recorded book is at its end");
    }
    if (tape.isWhole(step)) {
      bids.clear();
      asks.clear();
    }
    for (int change = tape.firstChange(step); change < tape.firstChange(step + 1); change++) {
      apply(change);
    }
    Instant time = Instant.EPOCH.plus(tape.timeMicros(step), ChronoUnit.MICROS);
    step++;
    return new OrderBook(instrument, levels(bids), levels(asks), time, time);
  }

  private void apply(int change) {
    SortedMap<Long, Long> side = tape.side(change) == Side.BUY ? bids : asks;
    if (tape.amount(change) == 0) {
      side.remove(tape.price(change));
    } else {
      side.put(tape.price(change), tape.amount(change));
    }
  }

  private static List<BookLevel> levels(SortedMap<Long, Long> side) {
    List<BookLevel> levels = new ArrayList<>();
    Quantity all = Quantity.ZERO;
    for (Map.Entry<Long, Long> level : side.entrySet()) {
      if (levels.size() == LEVELS) {
        break;
      }
      Quantity quantity =
          new Quantity(BigDecimal.valueOf(level.getValue(), TradeTape.AMOUNT_SCALE));
      all = all.plus(quantity);
      levels.add(
          new BookLevel(
              new Price(BigDecimal.valueOf(level.getKey(), TradeTape.PRICE_SCALE)), quantity, all));
    }
    return levels;
  }
}
