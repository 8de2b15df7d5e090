package io.tidemark.scanner.market;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.model.InstrumentId;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the ingestor knows of a market at the moment. Once it has not answered, it is left alone for
 * a while. For one thread.
 */
@Component
final class MarketReads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketReads.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long REST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int OK = 200;

  private final HttpClient http = PeerConnections.newClient().connectTimeout(TIMEOUT).build();
  private final String address;

  private boolean resting;
  private long restingSince;

  MarketReads(@Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor) {
    this.address = ingestor.toString().replaceAll("/+$", "");
  }

  /** The best 20 levels of each side with the instant they are of; empty if none are known. */
  Optional<JsonNode> book(InstrumentId instrument) {
    return get("order-book", instrument, "&depth=20");
  }

  /** The volume of the last 24 hours in the base currency; empty if it is not known. */
  Optional<BigDecimal> volume24h(InstrumentId instrument) {
    return get("ticker", instrument, "")
        .map(ticker -> ticker.path("volume24h"))
        .filter(JsonNode::isString)
        .map(volume -> new BigDecimal(volume.asString()));
  }

  private Optional<JsonNode> get(String path, InstrumentId instrument, String further) {
    if (resting && System.nanoTime() - restingSince < REST_NANOS) {
      return Optional.empty();
    }
    resting = false;
    URI asked =
        URI.create(
            "%s/api/v1/%s?exchange=%s&symbol=%s%s"
                .formatted(
                    address,
                    path,
                    instrument.exchange(),
                    URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8),
                    further));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(asked).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK
          ? Optional.of(Json.mapper().readTree(answer.body()))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      resting = true;
      restingSince = System.nanoTime();
      LOG.warn(
          "event=market_not_read asked={} cause=\"{}\" then=\"snapshots go without book and 24 h"
              + " volume\"",
          asked,
          e.toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
