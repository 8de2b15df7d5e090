package io.tidemark.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of Debian's packages {@code prometheus} and {@code prometheus-alertmanager}. */
public enum MonitoringTool {
  PROMETHEUS,
  PROMTOOL,
  AMTOOL;

  /** How a program ended and all that it said. */
  record Outcome(int status, String said) {}

  /** Where it is; empty where it is not installed. */
  public Optional<Path> find() {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(File.pathSeparator))
        .map(folder -> Path.of(folder, program()))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Where it is. Where it is not, the test that asks is skipped with a message, except on a build
   * server, where it fails.
   */
  public Path require() {
    Optional<Path> found = find();
    String what = program() + ", which comes with .ci/run or the packages of a system";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as(what).isPresent();
    }
    assumeThat(found).as(what).isPresent();
    return found.orElseThrow();
  }

  /** Runs it to its end. */
  Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(require().toString()), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (Stream<String> said = process.inputReader(StandardCharsets.UTF_8).lines()) {
      List<String> lines = said.toList();
      return new Outcome(process.waitFor(), String.join("\n", lines));
    }
  }

  private String program() {
    return name().toLowerCase(Locale.ROOT);
  }
}
