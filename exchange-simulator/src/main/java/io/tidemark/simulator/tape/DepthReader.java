package io.tidemark.simulator.tape;

import io.tidemark.model.Symbol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads recorded books, a line of JSON a message. The first line tells the form: {@link
 * BinanceDepth}, {@link KrakenDepthV1} or {@link KrakenDepthV2}. Names ending in {@code .gz} are
 * unzipped.
 */
public final class DepthReader {

  private final DepthLog log = new DepthLog();
  private final Symbol symbol;
  private @Nullable DepthForm form;

  private DepthReader(Symbol symbol) {
    this.symbol = symbol;
  }

  /**
   * Reads files, each of which goes on where the one before ends.
   *
   * @param files at least one, all of one form
   * @param symbol which market is wanted of a recording that names its markets as Kraken does; any
   *     other is taken to be of it
   * @throws MalformedRowException if a line is not what it must be, an update is missing, or there
   *     is no snapshot or update, or no trade where Binance should have told one
   * @throws UncheckedIOException if a file cannot be read
   */
  public static DepthRecording read(List<Path> files, Symbol symbol) {
    DepthReader reader = new DepthReader(symbol);
    MessageDigest digest = TapeReader.sha256();
    for (Path file : files) {
      reader.readFile(file, digest);
    }
    if (reader.form == null) {
      throw reader.unknown();
    }
    reader.form.finish();
    return new DepthRecording(
        reader.log.trades().build(files.toString(), HexFormat.of().formatHex(digest.digest())),
        reader.log.depth(),
        reader.form.skippedUpdates());
  }

  private void readFile(Path file, MessageDigest digest) {
    String source = file.toString();
    log.beginFile(source);
    boolean zipped = source.toLowerCase(Locale.ROOT).endsWith(".gz");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
        InputStream plain = zipped ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        log.nextLine();
        if (form == null) {
          form = formOf(log.json(row));
        }
        form.read(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private DepthForm formOf(JsonNode first) {
    if (first.has("recv_ns")) {
      return new BinanceDepth(log);
    }
    if (first.has("recv_ms") && first.has("dir")) {
      return new KrakenDepthV1(log, symbol);
    }
    if (first.has("ts") && first.has("bids") && first.has("asks")) {
      return new KrakenDepthV2(log, symbol);
    }
    throw unknown();
  }

  private MalformedRowException unknown() {
    return log.malformed(
        "the first line is of no known form",
        "{\"recv_ns\",\"msg\"} (Binance), {\"recv_ms\",\"dir\",\"msg\"} (Kraken, version 1) or "
            + "{\"ts\",\"symbol\",\"bids\",\"asks\"} (Kraken, version 2)");
  }
}
