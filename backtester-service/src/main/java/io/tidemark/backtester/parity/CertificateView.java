package io.tidemark.backtester.parity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.core.parity.ReplayReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, made or being made.
 *
 * @param codeVersion SHA-256 of the trading core that this service runs
 * @param attempt from 1, of the same run, window and code
 * @param origin {@code REQUEST} or {@code NIGHTLY}
 * @param status {@code RUNNING}, {@code DONE} or {@code FAILED}
 * @param detail what is being done, or why it failed
 * @param finishedAt null while it is being made
 * @param certificate null unless it is done
 * @param reports of the services, in the order they were asked; empty unless it is done
 */
record CertificateView(
    UUID id,
    String run,
    Instant from,
    Instant to,
    String codeVersion,
    int attempt,
    Origin origin,
    Status status,
    String detail,
    Instant requestedAt,
    @Nullable Instant finishedAt,
    @JsonUnwrapped @Nullable Certificate certificate,
    List<ReplayReport> reports) {

  /** Who asked for it. */
  enum Origin {
    REQUEST,
    NIGHTLY
  }

  /** How far it is. */
  enum Status {
    RUNNING,
    DONE,
    /** A service did not answer, or not as it should; nothing is proven. */
    FAILED
  }
}
