package io.tidemark.launcher.soak;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the suite held at a moment. What could not be seen, as it was down, is left out.
 *
 * @param seconds of the machine's time since trading began
 * @param venueTime of the venue's clock
 * @param lag messages that some consumer has not taken; null if Kafka did not tell
 * @param kafkaBytes of the messages that Kafka keeps
 * @param processes by name, such as {@code scanner-service} or {@code kafka}
 * @param heaps bytes of live data by service, of those that were collected since the sample before
 * @param tables by {@code schema.table}
 */
record Sample(
    double seconds,
    Instant venueTime,
    @Nullable Long lag,
    long kafkaBytes,
    Map<String, ProcessFigures> processes,
    Map<String, Long> heaps,
    Map<String, TableSizes.Size> tables) {

  Sample {
    processes = Map.copyOf(processes);
    heaps = Map.copyOf(heaps);
    tables = Map.copyOf(tables);
  }
}
