package io.tidemark.execution.paper;

import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.kit.web.Page;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Asks the ingestor for the instruments' rules. */
final class InstrumentClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int PAGE_SIZE = 1000;
  private static final JavaType PAGE =
      Json.mapper().getTypeFactory().constructParametricType(Page.class, Listed.class);

  private final String ingestor;
  private final HttpClient http = PeerConnections.newClient().connectTimeout(TIMEOUT).build();

  /**
   * @param ingestor its address, without a path
   */
  InstrumentClient(String ingestor) {
    this.ingestor = ingestor;
  }

  /**
   * The rules of an exchange's instruments.
   *
   * @throws VenueReadException if the ingestor does not tell any now
   */
  Map<InstrumentId, InstrumentRules> instruments(String exchange) {
    Map<InstrumentId, InstrumentRules> rules = new HashMap<>();
    for (int number = 0; ; number++) {
      Page<Listed> page = page(number);
      for (Listed listed : page.items()) {
        if (listed.exchange.equals(exchange)) {
          InstrumentId instrument = new InstrumentId(listed.exchange, listed.symbol);
          if (listed.rules == null) {
            throw unavailable(instrument + " is listed without rules");
          }
          rules.put(instrument, listed.rules);
        }
      }
      if (page.items().isEmpty() || (number + 1L) * PAGE_SIZE >= page.total()) {
        break;
      }
    }
    if (rules.isEmpty()) {
      throw unavailable("it lists no instrument of " + exchange + " yet");
    }
    return rules;
  }

  @Override
  public void close() {
    http.close();
  }

  private Page<Listed> page(int number) {
    URI address =
        URI.create("%s/api/v1/instruments?page=%d&size=%d".formatted(ingestor, number, PAGE_SIZE));
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw unavailable("it answers " + response.statusCode());
      }
      return Json.mapper().readValue(response.body(), PAGE);
    } catch (IOException | JacksonException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    }
  }

  private VenueReadException unavailable(String cause) {
    return new VenueReadException(
        OrderReason.VENUE_UNAVAILABLE,
        "the ingestor at %s does not tell its instruments: %s".formatted(ingestor, cause));
  }

  private record Listed(String exchange, Symbol symbol, @Nullable InstrumentRules rules) {}
}
