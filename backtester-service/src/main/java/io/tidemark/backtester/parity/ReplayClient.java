package io.tidemark.backtester.parity;

import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Asks a service to replay what it recorded. */
final class ReplayClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http =
      PeerConnections.newClient().connectTimeout(CONNECT_TIMEOUT).build();
  private final String name;
  private final URI service;
  private final Duration timeout;

  /**
   * @param name of the service
   * @param timeout a replay may take so long
   */
  ReplayClient(String name, URI service, Duration timeout) {
    this.name = name;
    this.service = service;
    this.timeout = timeout;
  }

  /** The service did not replay. */
  static final class NotReplayedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotReplayedException(String message) {
      super(message);
    }
  }

  String name() {
    return name;
  }

  /**
   * The service's report.
   *
   * @throws NotReplayedException if it does not answer, or not with a report
   */
  ReplayReport replay(Window window) throws NotReplayedException {
    URI address =
        service.resolve("/api/v1/replays?from=%s&to=%s".formatted(window.from(), window.to()));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(timeout).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new NotReplayedException(
            "%s answers %d to %s: %s".formatted(name, answer.statusCode(), address, answer.body()));
      }
      return Json.mapper().readValue(answer.body(), ReplayReport.class);
    } catch (IOException e) {
      throw new NotReplayedException("%s does not answer %s: %s".formatted(name, address, e));
    } catch (JacksonException e) {
      throw new NotReplayedException(
          "%s answers %s with what cannot be read: %s"
              .formatted(name, address, e.getOriginalMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotReplayedException("the service stopped before it was done; ask again");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
