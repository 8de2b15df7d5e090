package io.tidemark.launcher.parity;

import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One certificate, from its request to what it says. */
public final class ParitySession {

  private static final Duration TICK = Duration.ofMillis(500);

  private final URI service;
  private final String key;
  private final PrintStream out;

  /**
   * @param service the backtester's address
   * @param key what its writes need; empty for none
   * @param out where progress and the result go
   */
  public ParitySession(URI service, String key, PrintStream out) {
    this.service = service;
    this.key = key;
    this.out = out;
  }

  /**
   * Has a window certified, and tells it.
   *
   * @param json where the certificate is written; null for nowhere
   * @return what it proves
   * @throws ParityUnavailableException if there is none to be had
   */
  public ParityVerdict run(Window window, @Nullable Path json) {
    try (ParityClient client = new ParityClient(service, key)) {
      JsonNode told = follow(client, client.submit(window));
      ParityCertificate certificate = read(told);
      ParityVerdict verdict = certificate.verdict();
      if (verdict == null) {
        throw new ParityUnavailableException("no certificate: " + certificate.detail());
      }
      out.print(ParityText.of(certificate, verdict));
      if (json != null) {
        write(told, json);
      }
      return verdict;
    }
  }

  private JsonNode follow(ParityClient client, JsonNode begun) {
    JsonNode told = begun;
    String detail = "";
    while (read(told).isRunning()) {
      if (!read(told).detail().equals(detail)) {
        detail = read(told).detail();
        out.println("  " + detail);
      }
      pause();
      told = client.certificate(read(told).id());
    }
    return told;
  }

  private static ParityCertificate read(JsonNode told) {
    return Json.mapper().treeToValue(told, ParityCertificate.class);
  }

  private static void pause() {
    try {
      Thread.sleep(TICK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParityUnavailableException("interrupted; the service goes on with it", e);
    }
  }

  private static void write(JsonNode told, Path file) {
    try {
      Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(told));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
