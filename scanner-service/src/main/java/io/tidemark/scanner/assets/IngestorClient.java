package io.tidemark.scanner.assets;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Asks the ingestor for what it has of an instrument. */
final class IngestorClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient http =
      PeerConnections.newClient().connectTimeout(CONNECT_TIMEOUT).build();
  private final String address;

  IngestorClient(URI ingestor) {
    this.address = ingestor.toString().replaceAll("/+$", "");
  }

  /** The top of the book and the last day. */
  record Quote(
      Price bid,
      Price ask,
      @Nullable Price last,
      @Nullable Quantity volume24h,
      Instant eventTime) {}

  /** A closed bar. */
  record Candle(Instant openTime, Price close, Quantity volume, @Nullable Price vwap) {}

  /** What is stored of a timeframe. */
  private record Coverage(@Nullable Instant first) {}

  private record Candles(@Nullable List<Candle> items) {}

  private record Instrument(@Nullable Boolean tradable) {}

  private record Instruments(@Nullable List<Instrument> items) {}

  /**
   * The latest quote; empty if there is none.
   *
   * @throws SourceException if the ingestor does not answer
   */
  Optional<Quote> quote(InstrumentId instrument) {
    return get("/api/v1/ticker?" + of(instrument), Quote.class);
  }

  /**
   * Stored bars, oldest first, at most 1000.
   *
   * @throws SourceException if the ingestor does not answer
   */
  List<Candle> candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    return get(
            "/api/v1/candles?%s&timeframe=%s&from=%s&to=%s&size=1000"
                .formatted(of(instrument), timeframe.code(), from, to),
            Candles.class)
        .map(Candles::items)
        .orElse(List.of());
  }

  /**
   * The open time of the oldest stored bar of any timeframe; empty if there is none.
   *
   * @throws SourceException if the ingestor does not answer
   */
  Optional<Instant> firstBar(InstrumentId instrument) {
    return get("/api/v1/candles/coverage?" + of(instrument), Coverage[].class).stream()
        .flatMap(Arrays::stream)
        .map(Coverage::first)
        .filter(Objects::nonNull)
        .min(Instant::compareTo);
  }

  /**
   * Whether the venue takes orders of every kind; empty if that is not known.
   *
   * @throws SourceException if the ingestor does not answer
   */
  Optional<Boolean> tradable(InstrumentId instrument) {
    return get("/api/v1/instruments?" + of(instrument), Instruments.class)
        .map(Instruments::items)
        .flatMap(items -> items.stream().findFirst())
        .map(Instrument::tradable);
  }

  private static String of(InstrumentId instrument) {
    return "exchange=%s&symbol=%s"
        .formatted(
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8));
  }

  private <T> Optional<T> get(String path, Class<T> type) {
    URI asked = URI.create(address + path);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(asked)
                  .header("Accept", "application/json")
                  .timeout(TIMEOUT)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (answer.statusCode() != OK) {
        throw new SourceException(
            "%s answers %d".formatted(asked, answer.statusCode()), true, null);
      }
      return Optional.of(Json.mapper().readValue(answer.body(), type));
    } catch (IOException e) {
      throw new SourceException("%s does not answer: %s".formatted(asked, e), true, null);
    } catch (JacksonException e) {
      throw new SourceException(
          "%s answers what cannot be read: %s".formatted(asked, e.getOriginalMessage()),
          false,
          null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted while asking " + asked, false, null);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
