package io.tidemark.benchmarks.venue;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator in a JVM of its own, replaying at the speed of life. */
public final class VenueProcess implements AutoCloseable {

  private final Process process;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  private VenueProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts with its clock held at the recordings' start. */
  public static VenueProcess start(Map<Symbol, Path> markets, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms768m", "-Xmx768m", "-Xmn512m", "-XX:+UseParallelGC"));
    command.addAll(List.of("-XX:+AlwaysPreTouch", "-XX:+UseTransparentHugePages"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SimulatorMain.class.getName());
    command.addAll(List.of("--port", Integer.toString(port), "--paused"));
    command.addAll(List.of("--start", Load.START.toString()));
    command.addAll(List.of("--balance", "USD=1000000"));
    markets.forEach((symbol, file) -> command.addAll(List.of("--data", symbol + "=" + file)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening on ")) {
        return new VenueProcess(process, URI.create("http://127.0.0.1:" + port));
      }
    }
    throw new IllegalStateException("the venue ended before it listened; its error is above");
  }

  public URI address() {
    return address;
  }

  /** The venue's books: every order and fill of every account. */
  public JsonNode ledger() throws IOException, InterruptedException {
    return json.readTree(
        http.send(
                HttpRequest.newBuilder(address.resolve("/sim/v1/ledger")).GET().build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  /** Lets its clock run. */
  public void run() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/sim/v1/clock"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"running\":true}"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the venue's clock answered " + answer.body());
    }
  }

  /**
   * How much later this machine's clock is than the venue's, or a little more: the venue's moves in
   * steps, so the smallest of some readings is right.
   */
  public Duration offset() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve("/sim/v1/clock")).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    Instant read = Instant.now();
    JsonNode clock = json.readTree(answer.body());
    return Duration.between(Instant.parse(clock.path("venueTime").asString()), read);
  }

  /** CPU time it used. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
