package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.DataFault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a venue told that cannot be true. It is kept apart and goes no further.
 *
 * @param instrument null where not even that can be told
 * @param fault what is wrong
 * @param detail the field, the bound and the value seen
 * @param raw what the venue wrote, cut at 2,000 characters
 * @param observedAt when this suite saw it
 */
public record InvalidData(
    @Nullable InstrumentId instrument,
    MarketChannel channel,
    DataFault fault,
    String detail,
    String raw,
    Instant observedAt) {

  private static final int LONGEST_RAW = 2_000;

  public InvalidData {
    raw = raw.length() <= LONGEST_RAW ? raw : raw.substring(0, LONGEST_RAW);
  }
}
