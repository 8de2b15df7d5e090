package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads books recorded from Binance, a line of JSON a message: {@code {"recv_ns", "msg"}}, where
 * {@code msg} is the answer of the depth request, or a message of a {@code depth} or {@code trade}
 * stream; other streams are not needed. Updates before the snapshot, or already in it, are skipped
 * and counted; from then on none may be missing. Names ending in {@code .gz} are unzipped.
 *
 * <p>The book starts with the first update that goes on from the snapshot, whose own time the venue
 * does not tell.
 */
public final class DepthReader {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long MICROS_A_MILLI = 1000;

  private final TapeBuilder trades = new TapeBuilder();
  private final DepthTape depth = new DepthTape();
  private String source = "";
  private long line;
  private @Nullable JsonNode snapshot;
  private long lastUpdate = -1;
  private int skippedUpdates;

  private DepthReader() {}

  /**
   * Reads files, each of which goes on where the one before ends.
   *
   * @param files at least one
   * @throws MalformedRowException if a line is not what it must be, an update is missing, or there
   *     is no snapshot, update or trade
   * @throws UncheckedIOException if a file cannot be read
   */
  public static DepthRecording read(List<Path> files) {
    DepthReader reader = new DepthReader();
    MessageDigest digest = TapeReader.sha256();
    for (Path file : files) {
      reader.readFile(file, digest);
    }
    reader.requireWhole();
    return new DepthRecording(
        reader.trades.build(files.toString(), HexFormat.of().formatHex(digest.digest())),
        reader.depth,
        reader.skippedUpdates);
  }

  private void readFile(Path file, MessageDigest digest) {
    source = file.toString();
    line = 0;
    boolean zipped = source.toLowerCase(Locale.ROOT).endsWith(".gz");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
        InputStream plain = zipped ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        line++;
        readMessage(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void readMessage(String row) {
    if (row.contains("@bookTicker\"")) {
      return;
    }
    JsonNode message;
    try {
      message = MAPPER.readTree(row).path("msg");
    } catch (JacksonException e) {
      throw malformed("it is no JSON", "{\"recv_ns\":...,\"msg\":{...}}");
    }
    if (message.has("lastUpdateId")) {
      snapshot = message;
      lastUpdate = message.path("lastUpdateId").longValue();
      return;
    }
    JsonNode data = message.has("data") ? message.path("data") : message;
    switch (data.path("e").asString("")) {
      case "depthUpdate" -> readUpdate(data);
      case "trade" -> readTrade(data);
      default -> {
        // other streams tell nothing that the book and the trades do not
      }
    }
  }

  private void readUpdate(JsonNode update) {
    long last = whole(update, "u");
    if (lastUpdate < 0 || last <= lastUpdate) {
      skippedUpdates++;
      return;
    }
    long first = whole(update, "U");
    if (first > lastUpdate + 1) {
      throw malformed(
          "update %d follows %d".formatted(first, lastUpdate), "no update to be missing");
    }
    depth.step(whole(update, "E") * MICROS_A_MILLI);
    if (snapshot != null) {
      changes(snapshot.path("bids"), Side.BUY);
      changes(snapshot.path("asks"), Side.SELL);
      snapshot = null;
    }
    changes(update.path("b"), Side.BUY);
    changes(update.path("a"), Side.SELL);
    lastUpdate = last;
  }

  private void changes(JsonNode rows, Side side) {
    for (JsonNode row : rows) {
      depth.change(
          side,
          trades.price(decimal(row.path(0), "a level's price")),
          trades.amount(decimal(row.path(1), "a level's quantity")));
    }
  }

  private void readTrade(JsonNode trade) {
    long price = trades.price(decimal(trade.path("p"), "p"));
    long amount = trades.amount(decimal(trade.path("q"), "q"));
    if (amount == 0 || price == 0) {
      trades.skipRow();
      return;
    }
    trades.trade(
        whole(trade, "T") * MICROS_A_MILLI,
        price,
        amount,
        trade.path("m").booleanValue() ? Side.SELL : Side.BUY);
  }

  private long whole(JsonNode node, String field) {
    if (!node.path(field).isIntegralNumber()) {
      throw malformed(field + " is " + node.path(field), field + " as a whole number");
    }
    return node.path(field).longValue();
  }

  private BigDecimal decimal(JsonNode node, String field) {
    try {
      BigDecimal value = new BigDecimal(node.asString(""));
      if (value.signum() < 0) {
        throw malformed(field + " is " + node, field + " at or above 0");
      }
      return value;
    } catch (NumberFormatException e) {
      throw malformed(field + " is " + node, field + " as a decimal number");
    }
  }

  private void requireWhole() {
    if (depth.size() == 0) {
      throw malformed("no update goes on from a snapshot", "a depth snapshot and its updates");
    }
    if (trades.isEmpty()) {
      throw malformed("nothing is traded in it", "at least one trade");
    }
  }

  private MalformedRowException malformed(String wrong, String expected) {
    return new MalformedRowException(source, line, wrong, expected);
  }
}
