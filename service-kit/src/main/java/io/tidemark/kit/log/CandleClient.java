package io.tidemark.kit.log;

import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the ingestor for stored bars. Once it has not answered it is left alone for a while, so that
 * a thousand instruments do not each wait for it in vain. For one thread.
 */
public final class CandleClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long REST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int OK = 200;

  private final HttpClient http =
      PeerConnections.newClient().connectTimeout(CONNECT_TIMEOUT).build();
  private final String address;
  private final Duration timeout;

  private boolean resting;
  private long restingSince;

  /**
   * @param ingestor its address
   * @param timeout how long it may take to answer, above 0
   */
  public CandleClient(URI ingestor, Duration timeout) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "the time that the ingestor has to tell bars must be above 0, was " + timeout);
    }
    this.address = ingestor.toString().replaceAll("/+$", "");
    this.timeout = timeout;
  }

  /**
   * Closed bars in order of their open.
   *
   * @param from the earliest open
   * @param to excluded
   * @throws IOException if the ingestor does not tell them in time
   */
  public List<Bar> between(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to)
      throws IOException {
    if (resting && System.nanoTime() - restingSince < REST_NANOS) {
      throw new IOException("the ingestor at %s did not answer a moment ago".formatted(address));
    }
    resting = false;
    URI asked =
        URI.create(
            "%s/api/v1/candles?exchange=%s&symbol=%s&timeframe=%s&from=%s&to=%s"
                .formatted(
                    address,
                    instrument.exchange(),
                    URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8),
                    timeframe.code(),
                    from,
                    to));
    HttpResponse<byte[]> answer = ask(asked);
    if (answer.statusCode() != OK) {
      throw new IOException("%s answers %d".formatted(asked, answer.statusCode()));
    }
    List<Bar> bars = new ArrayList<>();
    PackedCandles.read(new ByteArrayInputStream(answer.body()), bars::add);
    return bars;
  }

  private HttpResponse<byte[]> ask(URI asked) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(asked).header("Accept", PackedCandles.MEDIA_TYPE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      resting = true;
      restingSince = System.nanoTime();
      throw new IOException("%s does not answer: %s".formatted(asked, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + asked, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
