package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The candles of a CSV file, gzipped if its name ends in {@code .gz}, under the header {@code
 * timestamp,open,high,low,close,volume}: the time stamp is that of the open in milliseconds since
 * the epoch, rows are in order of time, and every row is a bar, one without volume too.
 *
 * @param columns the venue's candles: complete, without volume-weighted price or taker sides
 * @param sha256 of the file's bytes
 */
public record CandleFile(BarColumns columns, String sha256) {

  private static final int CHUNK = 1 << 16;

  /**
   * Reads a file.
   *
   * @param timeframe of its bars; null for the one whose length is the shortest step between rows
   * @throws CandleFileException if there is no such file, a row is no candle, or its timeframe
   *     cannot be told; the message names file, line and what is expected
   * @throws IOException if the file cannot be read
   */
  public static CandleFile read(Path file, @Nullable Timeframe timeframe) throws IOException {
    return rows(
        file,
        (rows, sha256) ->
            new CandleFile(rows.columns(timeframe == null ? rows.timeframe() : timeframe), sha256));
  }

  /**
   * Reads the rows of a file and its hash.
   *
   * @param made of both
   * @throws CandleFileException if there is no such file, or a row is no candle
   */
  static <T> T rows(Path file, BiFunction<CandleRows, String, T> made) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CandleFileException("%s is a folder; give a file of candles".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new CandleFileException("there is no file %s".formatted(file));
    }
    MessageDigest digest = newDigest();
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw, CHUNK) : raw) {
      CandleRows rows = CandleRows.read(file, plain);
      raw.transferTo(OutputStream.nullOutputStream());
      return made.apply(rows, HexFormat.of().formatHex(digest.digest()));
    } catch (ZipException | EOFException e) {
      String problem = e.getMessage() == null ? "it ends early" : e.getMessage();
      throw new CandleFileException("%s cannot be unzipped: %s".formatted(file, problem));
    }
  }

  /** Of the bars. */
  public Timeframe timeframe() {
    return columns.timeframe();
  }

  /** All bars at once, in order of time. */
  public List<Bar> bars() {
    return IntStream.range(0, columns.size()).mapToObj(columns::bar).toList();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
