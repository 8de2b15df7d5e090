package io.tidemark.launcher.train;

import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Ids;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The closed trades of a backtest, as its JSON result or its {@code trades.csv} has them.
 *
 * @param trades of the symbol that was asked for, at least one
 * @param bought those of them whose side is long, or not told
 * @param sha256 of the file
 */
record TradesFile(List<ClosedTrade> trades, List<ClosedTrade> bought, String sha256) {

  private static final String ENTRY_TIME = "entryTime";
  private static final String EXIT_TIME = "exitTime";
  private static final String PNL = "pnl";
  private static final String SYMBOL = "symbol";
  private static final String SIDE = "side";
  private static final String LONG = PositionSide.LONG.name();

  TradesFile {
    trades = List.copyOf(trades);
    bought = List.copyOf(bought);
  }

  /**
   * Reads one.
   *
   * @param symbol of the trades that are wanted
   * @throws IllegalArgumentException if the file is neither, or has no trade of the symbol
   * @throws IOException if it cannot be read
   */
  static TradesFile read(Path file, Symbol symbol) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("--trades: there is no file " + file);
    }
    String text = Files.readString(file);
    List<ClosedTrade> trades = new ArrayList<>();
    List<ClosedTrade> bought = new ArrayList<>();
    for (Map<String, String> row :
        text.stripLeading().startsWith("{") ? json(file, text) : csv(text)) {
      if (symbol.toString().equals(row.getOrDefault(SYMBOL, symbol.toString()))) {
        ClosedTrade trade = trade(file, row, symbol);
        trades.add(trade);
        if (row.getOrDefault(SIDE, LONG).equals(LONG)) {
          bought.add(trade);
        }
      }
    }
    if (trades.isEmpty()) {
      throw new IllegalArgumentException(
          "--trades: %s has no trade of %s; give the result of a backtest of it, --json or trades.csv"
              .formatted(file, symbol));
    }
    return new TradesFile(trades, bought, Ids.sha256(text));
  }

  private static ClosedTrade trade(Path file, Map<String, String> row, Symbol symbol) {
    try {
      return new ClosedTrade(
          Instant.parse(row.getOrDefault(ENTRY_TIME, "")),
          Instant.parse(row.getOrDefault(EXIT_TIME, "")),
          new Money(new BigDecimal(row.getOrDefault(PNL, "")), symbol.quote()));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--trades: a trade of %s must have entryTime, exitTime and pnl, was %s"
              .formatted(file, row),
          e);
    }
  }

  private static List<Map<String, String>> json(Path file, String text) {
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      for (JsonNode trade : Json.mapper().readTree(text).path("trades")) {
        Map<String, String> row = new HashMap<>();
        for (String name : List.of(SYMBOL, SIDE, ENTRY_TIME, EXIT_TIME, PNL)) {
          if (trade.hasNonNull(name)) {
            row.put(name, trade.path(name).asString());
          }
        }
        rows.add(row);
      }
      return rows;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--trades: %s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static List<Map<String, String>> csv(String text) {
    List<String> lines = text.lines().toList();
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> names = lines.isEmpty() ? List.of() : cells(lines.getFirst());
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
        row.put(names.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Of a line, in quotes where they hold a comma (RFC 4180). */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char one = line.charAt(i);
      if (one == '"') {
        boolean isDoubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (isDoubled) {
          cell.append(one);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (one == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(one);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
