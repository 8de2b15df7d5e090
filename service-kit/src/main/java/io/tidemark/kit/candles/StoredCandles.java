package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Bars that the ingestor of a running suite has stored, in packed form. */
public final class StoredCandles {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(120);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final URI ingestor;

  /** Those of the ingestor at an address. */
  public StoredCandles(URI ingestor) {
    this.ingestor = ingestor;
  }

  /**
   * What the ingestor answered.
   *
   * @param columns at least one bar
   * @param sha256 of the bytes of the answer, in lower-case hexadecimal
   */
  public record Answer(BarColumns columns, String sha256) {}

  /**
   * Asks for bars. If the thread is interrupted, it stays so, and an {@link IOException} tells it.
   *
   * @param from of the first open; null for the first there is
   * @param to excluded; null for the last there is
   * @throws IngestorAwayException if the ingestor does not answer now
   * @throws IOException if it refuses, or has none
   */
  public Answer read(
      InstrumentId instrument, Timeframe timeframe, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    return find(instrument, timeframe, from, to)
        .orElseThrow(
            () ->
                new IOException(
                    "the ingestor at %s has no %s bars of %s in that time; fetch them with ./tidemark backfill"
                        .formatted(ingestor, timeframe, instrument)));
  }

  /**
   * Asks for bars as {@link #read} does; empty if the ingestor has none in that time.
   *
   * @throws IngestorAwayException if the ingestor does not answer now
   * @throws IOException if it refuses
   */
  public Optional<Answer> find(
      InstrumentId instrument, Timeframe timeframe, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(ingestor.resolve(path(instrument, timeframe, from, to)))
            .timeout(ANSWER_LIMIT)
            .header("Accept", PackedCandles.MEDIA_TYPE)
            .build();
    MessageDigest digest = newDigest();
    try (HttpClient http = PeerConnections.newClient().connectTimeout(CONNECT_LIMIT).build()) {
      HttpResponse<InputStream> answer = send(http, request);
      try (InputStream body = new DigestInputStream(answer.body(), digest)) {
        if (answer.statusCode() != OK) {
          throw refusal(instrument, answer.statusCode(), problem(body));
        }
        BarColumns columns = columns(body);
        return columns.size() == 0
            ? Optional.empty()
            : Optional.of(new Answer(columns, HexFormat.of().formatHex(digest.digest())));
      }
    }
  }

  private IOException refusal(InstrumentId instrument, int status, String problem) {
    String refusal =
        "the ingestor at %s answers %d to the candles of %s: %s"
            .formatted(ingestor, status, instrument, problem);
    return status == UNAVAILABLE
        ? new IngestorAwayException(refusal, null)
        : new IOException(refusal);
  }

  /** What ends amid the answer is away, and not wrong. */
  private BarColumns columns(InputStream body) throws IOException {
    try {
      return PackedCandles.columns(new BufferedInputStream(body));
    } catch (CorruptCandlesException e) {
      throw e;
    } catch (IOException e) {
      throw new IngestorAwayException(
          "the ingestor at %s broke its answer off (%s)".formatted(ingestor, e.getMessage()), e);
    }
  }

  private static String path(
      InstrumentId instrument, Timeframe timeframe, @Nullable Instant from, @Nullable Instant to) {
    return "/api/v1/candles?exchange=%s&symbol=%s&timeframe=%s%s%s"
        .formatted(
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8),
            timeframe.code(),
            from == null ? "" : "&from=" + from,
            to == null ? "" : "&to=" + to);
  }

  private HttpResponse<InputStream> send(HttpClient http, HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IngestorAwayException(
          "no ingestor answers at %s (%s); start the suite with ./tidemark up"
              .formatted(ingestor, e.getClass().getSimpleName()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the ingestor was asked", e);
    }
  }

  /** The service's own words, where it says any. */
  private static String problem(InputStream body) throws IOException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    try {
      return Json.mapper().readTree(text).path("detail").asString(text);
    } catch (JacksonException e) {
      return text;
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
