package io.tidemark.launcher.backfill;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * How a backfill ended.
 *
 * @param stopped whether the user stopped waiting for it
 * @param elapsedSeconds by this machine's clock
 * @param unfillable by symbol and reason, how many gaps cannot be filled
 */
public record BackfillReport(
    BackfillClient.Job job,
    boolean stopped,
    double elapsedSeconds,
    Map<String, Map<String, Long>> unfillable) {

  /** Whether all that was asked for is there. */
  public boolean succeeded() {
    return job.status().equals("DONE");
  }

  /** A few lines for the user. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            "%s: %,d bars in %.1f s, %,d requests.%n"
                .formatted(
                    job.status().toLowerCase(Locale.ROOT),
                    job.bars(),
                    elapsedSeconds,
                    job.requests()));
    for (BackfillClient.Item item : job.items()) {
      text.append(
          "  %-10s %-9s %,12d bars  unfillable gaps %s%s%n"
              .formatted(
                  item.symbol(),
                  item.phase().toLowerCase(Locale.ROOT),
                  item.bars(),
                  unfillable.getOrDefault(item.symbol(), Map.of()),
                  item.detail().isEmpty() ? "" : "  " + item.detail()));
    }
    return text.toString();
  }

  /** Writes it as JSON. */
  void write(Path file) {
    try {
      Files.write(file, Json.mapper().writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
