package io.tidemark.scanner.assets;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Market figures from a CSV file of the operator's own, for when the API is away:
 *
 * <pre>
 * symbol,name,market_cap_usd,exchange_listings,as_of
 * # a line that begins with # is a comment; a figure can be left empty
 * XYZ,Example Coin,250000000,12,2026-01-31
 * </pre>
 *
 * <p>{@code as_of} is the UTC day on which the figures were true, and must be given. A name holds
 * no comma.
 */
final class MarketFile {

  static final String SOURCE = "file";

  private static final String HEADER = "symbol,name,market_cap_usd,exchange_listings,as_of";
  private static final int COLUMNS = 5;

  private MarketFile() {}

  /**
   * What the file tells, by currency.
   *
   * @throws SourceException if it cannot be read; tells the line and what it must be
   */
  static SortedMap<String, AssetMarket> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new SourceException("%s cannot be read: %s".formatted(file, e), false, null);
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      throw new SourceException("%s:1: must be %s".formatted(file, HEADER), false, null);
    }
    SortedMap<String, AssetMarket> markets = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        AssetMarket market = parse(file, i + 1, line);
        if (markets.putIfAbsent(market.base(), market) != null) {
          throw wrong(file, i + 1, "%s is there twice".formatted(market.base()));
        }
      }
    }
    return markets;
  }

  private static AssetMarket parse(Path file, int number, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw wrong(file, number, "must have %d cells, has %d".formatted(COLUMNS, cells.length));
    }
    String symbol = cells[0].strip().toUpperCase(Locale.ROOT);
    if (symbol.isEmpty()) {
      throw wrong(file, number, "symbol must not be empty");
    }
    try {
      BigDecimal listings = figure(cells[3]);
      Instant asOf = LocalDate.parse(cells[4].strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
      return new AssetMarket(
          symbol,
          null,
          cells[1].isBlank() ? null : cells[1].strip(),
          figure(cells[2]),
          listings == null ? null : listings.intValueExact(),
          false,
          listings == null ? null : asOf,
          SOURCE,
          asOf);
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(file, number, "market_cap_usd and exchange_listings must be numbers above 0");
    } catch (DateTimeException e) {
      throw wrong(file, number, "as_of must be a day such as 2026-01-31, was " + cells[4]);
    }
  }

  private static @Nullable BigDecimal figure(String cell) {
    if (cell.isBlank()) {
      return null;
    }
    BigDecimal value = new BigDecimal(cell.strip());
    if (value.signum() <= 0) {
      throw new NumberFormatException(cell);
    }
    return value;
  }

  private static SourceException wrong(Path file, int line, String problem) {
    return new SourceException("%s:%d: %s".formatted(file, line, problem), false, null);
  }
}
