package io.tidemark.launcher.parity;

import io.tidemark.core.parity.ParityDifference;
import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.ReplayReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the backtester service tells it.
 *
 * @param status {@code RUNNING}, {@code DONE} or {@code FAILED}
 * @param detail what is being done, or why it failed
 * @param verdict null unless it is done; so are the digests
 * @param firstDifference null for none
 * @param missing what could not be replayed, in words; null unless it is done
 */
record ParityCertificate(
    UUID id,
    Instant from,
    Instant to,
    String status,
    String detail,
    String codeVersion,
    @Nullable String configurationSha256,
    @Nullable ParityVerdict verdict,
    @Nullable String recordedSha256,
    @Nullable String replayedSha256,
    @Nullable ParityDifference firstDifference,
    @Nullable List<String> missing,
    List<ReplayReport> reports) {

  boolean isRunning() {
    return status.equals("RUNNING");
  }
}
