package io.tidemark.backtester.run;

import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.kit.candles.CandleFiles;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bars of files. */
final class CandleFilesHistory {

  private CandleFilesHistory() {}

  /**
   * Reads the files.
   *
   * @param timeframe null for that of the rows
   * @throws IllegalArgumentException if it is not told which symbol a file is of
   */
  static MarketHistory read(List<DataFile> files, Market market, @Nullable Timeframe timeframe)
      throws IOException {
    SortedMap<InstrumentId, MarketHistory.Source> sources = new TreeMap<>();
    for (var each : bySymbol(files, market.symbols()).entrySet()) {
      CandleFiles candles = CandleFiles.read(each.getValue(), timeframe);
      sources.put(
          new InstrumentId(market.exchange(), each.getKey()),
          new MarketHistory.Source(candles.columns(), candles.sha256(), candles.repeated()));
    }
    return MarketHistory.of(sources, false);
  }

  /**
   * The files by symbol, in the order they were given. Those without a symbol are taken for the one
   * that no other file is of; if there are several, each for the next of these.
   *
   * @throws IllegalArgumentException if more are without a symbol than that leaves
   */
  static SortedMap<Symbol, List<Path>> bySymbol(List<DataFile> files, List<Symbol> symbols) {
    SortedMap<Symbol, List<Path>> bySymbol = new TreeMap<>();
    for (DataFile each : files) {
      Symbol symbol = each.symbol();
      if (symbol != null) {
        bySymbol.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(each.file());
      }
    }
    List<Symbol> left = new ArrayList<>(symbols);
    left.removeAll(bySymbol.keySet());
    boolean joins = left.size() == 1;
    for (DataFile each : files) {
      if (each.symbol() == null) {
        if (left.isEmpty()) {
          throw new IllegalArgumentException(
              "it is not told which symbol %s is of; give --data SYMBOL=FILE, such as --data ETH/USD=%s"
                  .formatted(each.file(), each.file()));
        }
        Symbol next = joins ? left.getFirst() : left.removeFirst();
        bySymbol.computeIfAbsent(next, _ -> new ArrayList<>()).add(each.file());
      }
    }
    return bySymbol;
  }
}
