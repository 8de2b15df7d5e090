package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import io.tidemark.simulator.tape.CandleReplay.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded markets, one row at a time. The header tells the form:
 *
 * <ul>
 *   <li>{@code timestamp,price,amount,side}: trades; {@code side} is {@code buy}, {@code sell} or
 *       empty
 *   <li>{@code timestamp,price,amount}: trades without a side
 *   <li>{@code timestamp,open,high,low,close,volume}: candles, replayed as {@link CandleReplay}
 *       says
 * </ul>
 *
 * Time stamps are milliseconds since the epoch, or seconds if below 100 billion; they must not
 * fall. Rows in which nothing was traded are counted and skipped. Names ending in {@code .gz} are
 * unzipped.
 */
public final class TapeReader {

  private static final String TRADES_WITH_SIDE = "timestamp,price,amount,side";
  private static final String TRADES = "timestamp,price,amount";
  private static final String CANDLES = "timestamp,open,high,low,close,volume";
  private static final String BUNDLED = "bitstamp_trades_from_20131125_usd.csv";
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);

  private final String source;
  private final TapeBuilder tape = new TapeBuilder();
  private final CandleReplay candles = new CandleReplay(tape);
  private String header = "";
  private int columns;
  private long line;
  private long lastTimestamp = Long.MIN_VALUE;

  private TapeReader(String source) {
    this.source = source;
  }

  /**
   * Reads a file.
   *
   * @throws MalformedRowException if a row is not what the header promises, or there is none
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Recording read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String name = String.valueOf(file.getFileName());
      return new TapeReader(file.toString())
          .read(in, name.toLowerCase(Locale.ROOT).endsWith(".gz"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads the 100,000 Bitstamp BTC/USD trades from 2013-11-25 on that ta4j's examples bring. */
  public static Recording readBundled() {
    try (InputStream in = TapeReader.class.getClassLoader().getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException(
            BUNDLED + " must be on the class path: add org.ta4j:ta4j-examples, or give --data");
      }
      return new TapeReader(BUNDLED).read(in, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUNDLED, e);
    }
  }

  private Recording read(InputStream in, boolean zipped) throws IOException {
    MessageDigest digest = sha256();
    DigestInputStream digested = new DigestInputStream(in, digest);
    InputStream plain = zipped ? new GZIPInputStream(digested) : digested;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      readRows(reader);
    }
    return tape.build(source, HexFormat.of().formatHex(digest.digest()));
  }

  private void readRows(BufferedReader reader) throws IOException {
    String first = reader.readLine();
    line = 1;
    header = first == null ? "" : first.strip();
    if (!header.equals(TRADES_WITH_SIDE) && !header.equals(TRADES) && !header.equals(CANDLES)) {
      throw malformed(
          "header is '" + header + "'", "%s or %s".formatted(TRADES_WITH_SIDE, CANDLES));
    }
    columns = header.split(",", -1).length;
    for (String row = reader.readLine(); row != null; row = reader.readLine()) {
      line++;
      if (!row.isBlank()) {
        readRow(row);
      }
    }
    candles.finish();
    if (tape.isEmpty()) {
      throw malformed("nothing is traded in it", "at least one row with an amount above 0");
    }
  }

  private void readRow(String row) {
    String[] fields = row.split(",", -1);
    if (fields.length != columns) {
      throw malformed(fields.length + " fields", columns + " fields: " + header);
    }
    long time = timeMicros(fields[0]);
    try {
      if (header.equals(CANDLES)) {
        readCandle(time, fields);
      } else {
        readTrade(time, fields);
      }
    } catch (ArithmeticException e) {
      throw malformed("a number is too large", "a price below 9e8 and an amount below 9e10");
    }
  }

  private void readTrade(long time, String[] fields) {
    long price = tape.price(positive("price", fields[1]));
    long amount = tape.amount(notNegative("amount", fields[2]));
    Side taker = fields.length > 3 ? taker(fields[3]) : null;
    if (amount == 0) {
      tape.skipRow();
    } else {
      tape.trade(time, price, amount, taker);
    }
  }

  private void readCandle(long time, String[] fields) {
    Candle candle =
        new Candle(
            time,
            tape.price(positive("open", fields[1])),
            tape.price(positive("high", fields[2])),
            tape.price(positive("low", fields[3])),
            tape.price(positive("close", fields[4])),
            tape.amount(notNegative("volume", fields[5])));
    if (candle.high() < Math.max(candle.open(), candle.close())) {
      throw malformed("high is " + fields[2], "high at or above open and close");
    }
    if (candle.low() > Math.min(candle.open(), candle.close())) {
      throw malformed("low is " + fields[3], "low at or below open and close");
    }
    candles.add(candle);
  }

  private long timeMicros(String field) {
    BigDecimal value = notNegative("timestamp", field);
    BigDecimal micros =
        value.movePointRight(value.compareTo(SECONDS_BELOW) < 0 ? 6 : 3).stripTrailingZeros();
    if (micros.scale() > 0 || micros.precision() - micros.scale() > 18) {
      throw malformed("timestamp is '" + field + "'", "milliseconds since the epoch");
    }
    long time = micros.longValueExact();
    boolean rises = header.equals(CANDLES) ? time > lastTimestamp : time >= lastTimestamp;
    if (!rises) {
      throw malformed("timestamp " + field + " is before the row above", "rows in order of time");
    }
    lastTimestamp = time;
    return time;
  }

  private @Nullable Side taker(String field) {
    return switch (field.strip().toLowerCase(Locale.ROOT)) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      case "" -> null;
      default -> throw malformed("side is '" + field + "'", "buy, sell or nothing");
    };
  }

  private BigDecimal positive(String name, String field) {
    BigDecimal value = number(name, field);
    if (value.signum() <= 0) {
      throw malformed(name + " is " + field, name + " above 0");
    }
    return value;
  }

  private BigDecimal notNegative(String name, String field) {
    BigDecimal value = number(name, field);
    if (value.signum() < 0) {
      throw malformed(name + " is " + field, name + " at or above 0");
    }
    return value;
  }

  private BigDecimal number(String name, String field) {
    try {
      return new BigDecimal(field.strip());
    } catch (NumberFormatException e) {
      throw malformed(name + " is '" + field + "'", name + " as a decimal number");
    }
  }

  private MalformedRowException malformed(String wrong, String expected) {
    return new MalformedRowException(source, line, wrong, expected);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
