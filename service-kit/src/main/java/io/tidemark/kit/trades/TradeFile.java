package io.tidemark.kit.trades;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The trades of a CSV file, gzipped if its name ends in {@code .gz}, one after the other, under the
 * header {@code timestamp,price,amount,side} or the same without the side.
 *
 * <p>The time stamp is in milliseconds since the epoch, or in seconds if it is below 100 billion,
 * with decimals or not; rows are in order of time, and those of one time stamp keep theirs. The
 * side is the taker's, {@code buy} or {@code sell}, empty where it is not known. Two rows that look
 * alike are two trades, as a venue tells one order that takes two alike; each has its number in the
 * file as its id. A row of amount 0 is no trade: it is left out and counted.
 *
 * <p>Reading fails with a {@link TradeFileException} where a row is not what it must be, and with
 * an {@link UncheckedIOException} where the file cannot be read on.
 */
public final class TradeFile implements Iterator<MarketTrade>, AutoCloseable {

  private static final String HEADER = "timestamp,price,amount,side";
  private static final String WITHOUT_SIDE = "timestamp,price,amount";
  private static final int CHUNK = 1 << 16;
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);
  private static final long MOST_DIGITS = 18;
  private static final long NANOS = 1_000_000_000L;

  private final Path file;
  private final InstrumentId instrument;
  private final MessageDigest digest = newDigest();
  private final InputStream raw;
  private final BufferedReader reader;
  private final int fields;
  private long line = 1;
  private long trades;
  private long skipped;
  private Instant lastTime = Instant.MIN;
  private @Nullable MarketTrade next;

  private TradeFile(Path file, InstrumentId instrument) throws IOException {
    this.file = file;
    this.instrument = instrument;
    this.raw = new DigestInputStream(Files.newInputStream(file), digest);
    try {
      this.reader = reader(file, raw);
      this.fields = fields(reader.readLine());
      this.next = read();
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
    if (next == null) {
      raw.close();
      throw wrong("nothing is traded in it", "at least one row with an amount above 0");
    }
  }

  /**
   * Opens a file and reads its first trade.
   *
   * @throws TradeFileException if there is no such file, or it does not begin as it must
   * @throws IOException if it cannot be read
   */
  public static TradeFile open(Path file, InstrumentId instrument) throws IOException {
    requireFile(file);
    try {
      return new TradeFile(file, instrument);
    } catch (ZipException | EOFException e) {
      throw notUnzipped(file, e);
    }
  }

  /**
   * Whether the header of a file is one of trades.
   *
   * @return false for a file that is not there, or not zipped as its name says, too
   * @throws IOException if it cannot be read
   */
  public static boolean isOne(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file);
        BufferedReader reader = reader(file, in)) {
      String first = reader.readLine();
      return first != null && isHeader(first.strip());
    } catch (ZipException | EOFException _) {
      return false;
    }
  }

  private static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new TradeFileException("%s is a folder; give a file of trades".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new TradeFileException("there is no file %s".formatted(file));
    }
  }

  private static BufferedReader reader(Path file, InputStream in) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in, CHUNK) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), CHUNK);
  }

  private static boolean isHeader(String text) {
    return text.equals(HEADER) || text.equals(WITHOUT_SIDE);
  }

  private int fields(@Nullable String first) {
    String header = first == null ? "" : first.strip();
    if (!isHeader(header)) {
      throw wrong("the header is '%s'".formatted(header), HEADER);
    }
    return header.split(",", -1).length;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public MarketTrade next() {
    MarketTrade trade = next;
    if (trade == null) {
      throw new NoSuchElementException(file + " is at its end");
    }
    try {
      next = read();
    } catch (ZipException | EOFException e) {
      throw notUnzipped(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    return trade;
  }

  private @Nullable MarketTrade read() throws IOException {
    for (String row = reader.readLine(); row != null; row = reader.readLine()) {
      line++;
      MarketTrade trade = row.isBlank() ? null : trade(row.split(",", -1));
      if (trade != null) {
        return trade;
      }
    }
    raw.transferTo(OutputStream.nullOutputStream());
    return null;
  }

  private @Nullable MarketTrade trade(String[] row) {
    if (row.length != fields) {
      throw wrong("there are %d fields".formatted(row.length), fields + " as in the header");
    }
    Instant time = time(row[0].strip());
    BigDecimal price = decimal("price", row[1]);
    BigDecimal amount = decimal("amount", row[2]);
    Side taker = fields > 3 ? taker(row[3].strip()) : null;
    if (price.signum() <= 0) {
      throw wrong("price is " + row[1], "a price above 0");
    }
    if (amount.signum() < 0) {
      throw wrong("amount is " + row[2], "an amount of 0 or above");
    }
    if (amount.signum() == 0) {
      skipped++;
      return null;
    }
    trades++;
    return new MarketTrade(
        instrument,
        Long.toString(trades),
        new Price(price),
        new Quantity(amount),
        taker,
        time,
        time);
  }

  private Instant time(String text) {
    BigDecimal value = decimal("timestamp", text);
    if (value.signum() < 0 || value.precision() - value.scale() > MOST_DIGITS) {
      throw wrong("timestamp is " + text, "milliseconds since the epoch");
    }
    BigDecimal seconds = value.compareTo(SECONDS_BELOW) < 0 ? value : value.movePointLeft(3);
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    Instant time =
        Instant.ofEpochSecond(
            whole.longValueExact(),
            seconds.subtract(whole).multiply(BigDecimal.valueOf(NANOS)).longValue());
    if (time.isBefore(lastTime)) {
      throw wrong(
          "%s is before the row above, of %s".formatted(time, lastTime), "rows in order of time");
    }
    lastTime = time;
    return time;
  }

  private BigDecimal decimal(String field, String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException _) {
      throw wrong("%s is '%s'".formatted(field, text), "a decimal number");
    }
  }

  private @Nullable Side taker(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      case "" -> null;
      default -> throw wrong("side is '%s'".formatted(text), "buy, sell or nothing");
    };
  }

  private TradeFileException wrong(String seen, String expected) {
    return new TradeFileException(
        "%s, line %d: %s; there must be %s".formatted(file, line, seen, expected));
  }

  private static TradeFileException notUnzipped(Path file, IOException e) {
    String problem = e.getMessage() == null ? "it ends early" : e.getMessage();
    return new TradeFileException("%s cannot be unzipped: %s".formatted(file, problem));
  }

  /** How many rows of amount 0 were left out so far. */
  public long skippedRows() {
    return skipped;
  }

  /**
   * SHA-256 of the file's bytes, in lower-case hexadecimal.
   *
   * @throws IllegalStateException before the last trade was read
   */
  public String sha256() {
    if (next != null) {
      throw new IllegalStateException(file + " is not at its end");
    }
    try {
      MessageDigest whole = (MessageDigest) digest.clone();
      return HexFormat.of().formatHex(whole.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java platform's SHA-256 can be copied", e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
