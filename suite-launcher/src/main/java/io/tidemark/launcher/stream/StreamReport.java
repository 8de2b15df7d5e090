package io.tidemark.launcher.stream;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.SerializationFeature;

/**
 * How a validation ended; its fields are the keys of {@code --json}.
 *
 * @param verdict {@code PASS} if no check failed, else {@code FAIL}; {@code INTERRUPTED} if it was
 *     ended before its time, as the venue was not asked then
 * @param startedAt by the validation's clock
 * @param seconds that were listened
 * @param interrupted whether it was ended before its time
 */
public record StreamReport(
    String exchange,
    List<String> symbols,
    String verdict,
    Instant startedAt,
    double seconds,
    boolean interrupted,
    List<StreamCheck> checks) {

  static StreamReport of(
      StreamSettings settings,
      Instant startedAt,
      double seconds,
      boolean interrupted,
      List<StreamCheck> checks) {
    boolean failed = checks.stream().anyMatch(check -> check.outcome() == Outcome.FAIL);
    return new StreamReport(
        settings.exchange(),
        settings.symbols().stream().map(Object::toString).toList(),
        interrupted ? "INTERRUPTED" : failed ? "FAIL" : "PASS",
        startedAt,
        seconds,
        interrupted,
        List.copyOf(checks));
  }

  /** Whether it took its time and no check failed. */
  public boolean passed() {
    return verdict.equals("PASS");
  }

  /** Writes the report as JSON. */
  void write(Path file) {
    try {
      Files.write(
          file,
          Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write %s; give --json a file in a folder that exists".formatted(file), e);
    }
  }

  /** The report for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (StreamCheck check : checks) {
      text.append(
          "  %-7s %-22s %-12s %s%n"
              .formatted(
                  check.outcome(),
                  check.name(),
                  check.symbol() == null ? "" : check.symbol(),
                  check.detail()));
    }
    return text.append("%s: %s, %.1f s%n".formatted(verdict, exchange, seconds)).toString();
  }
}
