package io.tidemark.core.feature;

import io.tidemark.core.SharedData;
import io.tidemark.core.history.BarComposer;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Minutes of October 2024 as recorded, and the messages that live would have told them in. */
final class RecordedMinutes {

  private RecordedMinutes() {}

  static List<Bar> bitcoin(int count) {
    return read("data/ohlcv/1m/binance_BTCUSDT_1m_2024-10.csv.gz", count);
  }

  static List<Bar> ether(int count) {
    return read("data/ohlcv/1m/binance_ETHUSDT_1m_2024-10.csv.gz", count);
  }

  private static List<Bar> read(String file, int count) {
    List<Bar> bars = new ArrayList<>();
    try (BufferedReader reader = SharedData.open(file)) {
      reader.readLine();
      for (String line = reader.readLine();
          line != null && bars.size() < count;
          line = reader.readLine()) {
        String[] cells = line.split(",");
        bars.add(
            new Bar(
                Timeframe.M1,
                Instant.ofEpochMilli(Long.parseLong(cells[0])),
                Price.of(cells[1]),
                Price.of(cells[2]),
                Price.of(cells[3]),
                Price.of(cells[4]),
                Quantity.of(cells[5]),
                null,
                null,
                null,
                null,
                null,
                Completeness.COMPLETE,
                BarSource.VENUE_CANDLE,
                0));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bars;
  }

  /** The bars that close at each instant, the shortest first. */
  static SortedMap<Instant, List<Bar>> messages(List<Bar> minutes, Set<Timeframe> timeframes) {
    SortedMap<Instant, List<Bar>> messages = new TreeMap<>();
    minutes.forEach(bar -> add(bar, messages));
    Instant last = minutes.getLast().closeTime();
    for (Timeframe timeframe : new TreeSet<>(timeframes)) {
      if (timeframe != Timeframe.M1) {
        minutes.stream()
            .collect(
                Collectors.groupingBy(
                    bar -> timeframe.openOf(bar.openTime()), TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(parts -> BarComposer.compose(timeframe, parts))
            .filter(bar -> !bar.closeTime().isAfter(last))
            .forEach(bar -> add(bar, messages));
      }
    }
    return messages;
  }

  private static void add(Bar bar, SortedMap<Instant, List<Bar>> messages) {
    messages.computeIfAbsent(bar.closeTime(), _ -> new ArrayList<>()).add(bar);
  }
}
