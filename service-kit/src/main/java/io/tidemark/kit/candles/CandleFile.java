package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The candles of a CSV file, gzipped if its name ends in {@code .gz}, under the header {@code
 * timestamp,open,high,low,close,volume}: the time stamp is that of the open in milliseconds since
 * the epoch, rows are in order of time, and every row is a bar, one without volume too.
 *
 * @param timeframe of the bars
 * @param bars as the venue's candles: complete, without volume-weighted price or taker sides
 * @param sha256 of the file's bytes
 */
public record CandleFile(Timeframe timeframe, List<Bar> bars, String sha256) {

  public CandleFile {
    bars = List.copyOf(bars);
  }

  /**
   * Reads a file.
   *
   * @param timeframe of its bars; null for the one whose length is the shortest step between rows
   * @throws CandleFileException if a row is no candle, or its timeframe cannot be told; the message
   *     names file, line and what is expected
   * @throws IOException if the file cannot be read
   */
  public static CandleFile read(Path file, @Nullable Timeframe timeframe) throws IOException {
    MessageDigest digest = newDigest();
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      CandleRows rows = CandleRows.read(file, reader);
      Timeframe length = timeframe == null ? rows.timeframe() : timeframe;
      List<Bar> bars = rows.bars(length);
      raw.transferTo(OutputStream.nullOutputStream());
      return new CandleFile(length, bars, HexFormat.of().formatHex(digest.digest()));
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
