package io.tidemark.launcher.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sets and ends faults by the venue's controls. */
final class VenueFaults implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI faults;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param controls where the venue's controls are
   */
  VenueFaults(URI controls) {
    this.faults = controls.resolve("faults");
  }

  /**
   * Sets a fault.
   *
   * @throws IllegalStateException if the venue does not take it
   */
  void set(VenueFault fault) {
    send(
        HttpRequest.newBuilder(faults)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(fault.json()))
            .build());
  }

  /** Ends all. */
  void endAll() {
    send(HttpRequest.newBuilder(faults).timeout(TIMEOUT).DELETE().build());
  }

  private void send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IllegalStateException("the venue refuses a fault: " + response.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the venue's controls do not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a fault was set", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
