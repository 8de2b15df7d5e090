package io.tidemark.launcher.parity;

import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a backtester service over REST, as its users do. */
final class ParityClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final String PATH = "/api/v1/parity";

  private final URI service;
  private final String key;
  private final HttpClient http =
      PeerConnections.newClient().connectTimeout(CONNECT_TIMEOUT).build();

  /**
   * @param key what writes need; empty for none
   */
  ParityClient(URI service, String key) {
    this.service = service;
    this.key = key;
  }

  /**
   * Begins a certificate.
   *
   * @throws ParityUnavailableException if nobody is there, or the request is refused
   */
  JsonNode submit(Window window) {
    byte[] body = Json.mapper().writeValueAsBytes(window);
    return send(
        request(PATH)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /**
   * How a certificate stands.
   *
   * @throws ParityUnavailableException if nobody is there any more
   */
  JsonNode certificate(UUID id) {
    return send(request(PATH + "/" + id).GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
    return key.isEmpty() ? request : request.header("X-API-Key", key);
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode body = Json.mapper().readTree(answer.body());
      if (answer.statusCode() / 100 != 2) {
        throw new ParityUnavailableException(
            "the backtester at %s answers %d: %s"
                .formatted(service, answer.statusCode(), body.path("detail").asString("")));
      }
      return body;
    } catch (IOException e) {
      throw new ParityUnavailableException(
          "no backtester answers at %s; start the suite with ./tidemark up, or name it with"
                  .formatted(service)
              + " --service",
          e);
    } catch (JacksonException e) {
      throw new ParityUnavailableException(
          "what answers at %s is no backtester; name it with --service".formatted(service), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParityUnavailableException("interrupted while asking " + service, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
