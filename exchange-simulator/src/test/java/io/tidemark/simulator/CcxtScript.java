package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.rest.KrakenJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Installs ccxt into the build folder, by the lock file in {@code src/test/ccxt}, and runs the
 * script there against a simulator.
 */
final class CcxtScript {

  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final Path SOURCE = BASE.resolve("src/test/ccxt");
  private static final Path FOLDER = BASE.resolve("target/ccxt");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".npmrc", "check.mjs");
  private static final int OLDEST_NODE = 18;
  private static final int PATIENCE_SECONDS = 180;

  private CcxtScript() {}

  /** How a program ended and all that it said. */
  private record Outcome(int status, String said) {}

  /**
   * Makes ready to run. Without Node.js the test is skipped, except on a build server, where it
   * fails.
   */
  static void install() throws IOException, InterruptedException {
    String missing = missing();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing)
          .as("Node.js %d or newer and npm, which ccxt needs", OLDEST_NODE)
          .isEmpty();
    }
    assumeThat(missing).as("Node.js %d or newer and npm, which ccxt needs", OLDEST_NODE).isEmpty();
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path installed = FOLDER.resolve("node_modules/installed.json");
    Path lock = SOURCE.resolve("package-lock.json");
    if (Files.exists(installed) && Files.mismatch(installed, lock) < 0) {
      return;
    }
    Outcome outcome =
        run(
            Map.of(),
            "npm",
            "ci",
            "--omit=optional",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts");
    assertThat(outcome.status())
        .as("npm ci in %s must reach a registry; it said: %s", FOLDER, outcome.said())
        .isZero();
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What of the tools is not there; empty if all is. */
  private static String missing() throws InterruptedException {
    try {
      String version = run(Map.of(), "node", "--version").said().strip();
      if (Integer.parseInt(version.substring(1).split("\\.")[0]) < OLDEST_NODE) {
        return "node is " + version;
      }
      run(Map.of(), "npm", "--version");
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Runs the script; what it printed for each of ccxt's methods, in its order. */
  static Map<String, JsonNode> run(int port, String symbol, ApiKey key)
      throws IOException, InterruptedException {
    Outcome outcome =
        run(
            Map.of("CCXT_KEY", key.key(), "CCXT_SECRET", key.secret()),
            "node",
            "check.mjs",
            Integer.toString(port),
            symbol);
    Map<String, JsonNode> results = new LinkedHashMap<>();
    for (String line : outcome.said().lines().toList()) {
      assertThat(line).as("a line of JSON in: %s", outcome.said()).startsWith("{\"method\"");
      JsonNode result = KrakenJson.mapper().readTree(line);
      results.put(result.path("method").asString(), result);
    }
    return results;
  }

  private static Outcome run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (Files.exists(FOLDER)) {
      builder.directory(FOLDER.toFile());
    }
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Thread watchdog =
        Thread.startVirtualThread(
            () -> {
              try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), said);
    } finally {
      watchdog.interrupt();
    }
  }
}
