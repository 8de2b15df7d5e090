package io.tidemark.launcher.observe;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the services of a suite; it can do nothing but GET. */
final class SuiteReader implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SuitePorts ports;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  SuiteReader(SuitePorts ports) {
    this.ports = ports;
  }

  /**
   * What came back.
   *
   * @param status of HTTP; 0 if nothing came
   * @param body of the answer; why nothing came otherwise
   * @param took from the question until the answer's end
   */
  record Answer(int status, String body, Duration took) {

    /** Whether somebody answered. */
    boolean came() {
      return status != 0;
    }

    /** Whether it is what was asked for. */
    boolean isOk() {
      return status == 200;
    }
  }

  /**
   * Asks a service.
   *
   * @param path with its query, encoded
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  Answer get(TidemarkService service, String path) throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(ports.url(service) + path)).timeout(LIMIT).GET().build();
    long asked = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body(), since(asked));
    } catch (IOException e) {
      String cause = e.getMessage();
      return new Answer(0, cause == null ? "no connection" : cause, since(asked));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
