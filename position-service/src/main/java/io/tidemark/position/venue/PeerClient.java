package io.tidemark.position.venue;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Reads from the suite's other services over REST. */
final class PeerClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      PeerConnections.newClient().connectTimeout(CONNECT_TIMEOUT).build();

  /**
   * What the service answers.
   *
   * @throws PeerUnavailableException if it does not, or not with a {@code type}
   */
  <T> T get(URI address, Class<T> type) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new PeerUnavailableException("%s answers %d".formatted(address, answer.statusCode()));
      }
      return Json.mapper().readValue(answer.body(), type);
    } catch (IOException e) {
      throw new PeerUnavailableException("%s does not answer: %s".formatted(address, e), e);
    } catch (JacksonException e) {
      throw new PeerUnavailableException(
          "%s answers what cannot be read: %s".formatted(address, e.getOriginalMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerUnavailableException("interrupted while asking " + address, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
