package io.tidemark.backtester.run;

import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.kit.candles.CandleFile;
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
   * Reads the files. One without a symbol is taken for the first of the market's symbols that no
   * other file is of.
   *
   * @param timeframe null for that of the rows
   * @throws IllegalArgumentException if there are more files than symbols, or two of one symbol
   */
  static MarketHistory read(List<DataFile> files, Market market, @Nullable Timeframe timeframe)
      throws IOException {
    SortedMap<Symbol, Path> bySymbol = bySymbol(files, market.symbols());
    SortedMap<InstrumentId, MarketHistory.Source> sources = new TreeMap<>();
    for (var each : bySymbol.entrySet()) {
      Path file = each.getValue();
      CandleFile candles =
          timeframe == null ? CandleFile.read(file, null) : CandleFile.readAs(file, timeframe);
      sources.put(
          new InstrumentId(market.exchange(), each.getKey()),
          new MarketHistory.Source(candles.columns(), candles.sha256()));
    }
    return MarketHistory.of(sources, false);
  }

  /**
   * The files by symbol. One without a symbol is taken for the first of those that no other is of.
   *
   * @throws IllegalArgumentException if there are more files than symbols, or two of one symbol
   */
  static SortedMap<Symbol, Path> bySymbol(List<DataFile> files, List<Symbol> symbols) {
    SortedMap<Symbol, Path> bySymbol = new TreeMap<>();
    for (DataFile each : files) {
      Symbol symbol = each.symbol();
      if (symbol != null && bySymbol.putIfAbsent(symbol, each.file()) != null) {
        throw new IllegalArgumentException(
            "--data must give one file of a symbol, gave two of " + symbol);
      }
    }
    List<Symbol> left = new ArrayList<>(symbols);
    left.removeAll(bySymbol.keySet());
    for (DataFile each : files) {
      if (each.symbol() == null) {
        if (left.isEmpty()) {
          throw new IllegalArgumentException(
              "it is not told which symbol %s is of; give --data SYMBOL=FILE, such as --data ETH/USD=%s"
                  .formatted(each.file(), each.file()));
        }
        bySymbol.put(left.removeFirst(), each.file());
      }
    }
    return bySymbol;
  }
}
