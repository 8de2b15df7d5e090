package io.tidemark.backfiller.store;

import io.tidemark.core.history.Span;
import io.tidemark.exchange.InvalidData;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The ingestor's store. Every call fails with {@link StoreException}. Thread-safe. */
@Component
public class BarStore implements DisposableBean {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(120);
  private static final int LARGEST_UPLOAD = 20_000;
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY = 429;

  private final URI ingestor;
  private final String key;
  private final HttpClient http =
      PeerConnections.newClient()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  BarStore(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor,
      @Value("${tidemark.api-key:${TIDEMARK_API_KEY:}}") String key) {
    this.ingestor = ingestor;
    this.key = key;
  }

  /** Hands over bars, by timeframe, and returns once they are stored. Repeating it is harmless. */
  public Uploaded upload(InstrumentId instrument, Collection<Bar> bars) {
    Uploaded all = Uploaded.NONE;
    for (var series : BarCodec.byTimeframe(bars).entrySet()) {
      List<Bar> list = series.getValue();
      for (int from = 0; from < list.size(); from += LARGEST_UPLOAD) {
        List<Bar> part = list.subList(from, Math.min(list.size(), from + LARGEST_UPLOAD));
        all = all.plus(post(instrument, series.getKey(), part));
      }
    }
    return all;
  }

  private Uploaded post(InstrumentId instrument, Timeframe timeframe, List<Bar> bars) {
    try {
      HttpRequest request =
          request("/api/v1/candles" + series(instrument, timeframe))
              .header("Content-Type", PackedCandles.MEDIA_TYPE)
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      BarCodec.pack(instrument, timeframe, bars)))
              .build();
      return read(send(request), Uploaded.class);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** The stored bars that open in a span, oldest first. */
  public List<Bar> bars(InstrumentId instrument, Timeframe timeframe, Span span) {
    HttpRequest request =
        request("/api/v1/candles" + series(instrument, timeframe) + within(span))
            .header("Accept", PackedCandles.MEDIA_TYPE)
            .GET()
            .build();
    byte[] packed = send(request);
    List<Bar> bars = new ArrayList<>();
    try {
      PackedCandles.read(new ByteArrayInputStream(packed), bars::add);
    } catch (IOException e) {
      throw new StoreException(
          true, "the ingestor's answer was cut off or altered: " + e.getMessage());
    }
    return bars;
  }

  /** The slots of a span that no bar is stored of, contiguous ones joined, oldest first. */
  public List<Span> missing(InstrumentId instrument, Timeframe timeframe, Span span) {
    Optional<Span> slots = span.slots(timeframe);
    if (slots.isEmpty()) {
      return List.of();
    }
    List<Span> missing = new ArrayList<>();
    Span rest = slots.get();
    while (true) {
      HttpRequest request =
          request("/api/v1/candles/coverage" + series(instrument, timeframe) + within(rest))
              .GET()
              .build();
      Coverage coverage = read(send(request), Coverage[].class)[0];
      missing.addAll(coverage.missing());
      if (coverage.missing().size() >= coverage.missingSpans()) {
        return missing;
      }
      // The next page begins behind the last span of this one, however many came before.
      rest = new Span(coverage.missing().getLast().to(), rest.to());
    }
  }

  /** From the first stored bar's open to the last one's close, of each timeframe that has any. */
  public SortedMap<Timeframe, Span> extents(InstrumentId instrument) {
    HttpRequest request =
        request("/api/v1/candles/coverage" + instrument(instrument)).GET().build();
    SortedMap<Timeframe, Span> extents = new TreeMap<>();
    for (Coverage coverage : read(send(request), Coverage[].class)) {
      Instant first = coverage.first();
      Instant last = coverage.last();
      if (first != null && last != null) {
        extents.put(coverage.timeframe(), new Span(first, coverage.timeframe().closeOf(last)));
      }
    }
    return extents;
  }

  /** Hands over what cannot be true. */
  public void quarantine(List<InvalidData> invalid, String exchange) {
    if (invalid.isEmpty()) {
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>(invalid.size());
    for (InvalidData data : invalid) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("exchange", exchange);
      InstrumentId instrument = data.instrument();
      if (instrument != null) {
        row.put("symbol", instrument.symbol());
      }
      row.put("channel", data.channel());
      row.put("fault", data.fault());
      row.put("detail", data.detail());
      row.put("raw", data.raw());
      row.put("observedAt", data.observedAt());
      rows.add(row);
    }
    send(
        request("/api/v1/quarantine")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(rows)))
            .build());
  }

  @Override
  public void destroy() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ingestor.resolve(path)).timeout(ANSWER_LIMIT);
    return key.isEmpty() ? request : request.header("X-API-Key", key);
  }

  private static String series(InstrumentId instrument, Timeframe timeframe) {
    return instrument(instrument) + "&timeframe=" + timeframe.code();
  }

  private static String instrument(InstrumentId instrument) {
    return "?exchange=%s&symbol=%s"
        .formatted(
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8));
  }

  private static String within(Span span) {
    return "&from=%s&to=%s".formatted(span.from(), span.to());
  }

  private byte[] send(HttpRequest request) {
    String what = request.method() + " " + request.uri().getPath();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 == 2) {
        return answer.body();
      }
      throw new StoreException(
          answer.statusCode() >= SERVER_ERRORS || answer.statusCode() == TOO_MANY,
          "the ingestor answers %d to %s: %s"
              .formatted(
                  answer.statusCode(), what, new String(answer.body(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new StoreException(
          true, "the ingestor at %s does not answer %s: %s".formatted(ingestor, what, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(true, "interrupted in " + what);
    }
  }

  private static <T> T read(byte[] body, Class<T> type) {
    try {
      return Json.mapper().readValue(body, type);
    } catch (JacksonException e) {
      throw new StoreException(
          false, "the ingestor's answer is not understood: " + e.getOriginalMessage());
    }
  }
}
