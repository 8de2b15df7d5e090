package io.tidemark.backtester.parity;

import io.tidemark.backtester.parity.CertificateView.Origin;
import io.tidemark.backtester.parity.ReplayClient.NotReplayedException;
import io.tidemark.core.parity.ParityCheck;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.service.DeployedCode;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Makes certificates, one after the other. */
final class ParityRuns implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ParityRuns.class);

  private final RunIdentity identity;
  private final CertificateTable table;
  private final List<ReplayClient> services;
  private final SuiteClock clock;
  private final ParityMetrics metrics;
  private final String codeVersion = DeployedCode.sha256(ParityCheck.class);
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("parity").factory());
  private volatile boolean running;

  /**
   * @param services that are asked, in this order
   */
  ParityRuns(
      RunIdentity identity,
      CertificateTable table,
      List<ReplayClient> services,
      SuiteClock clock,
      ParityMetrics metrics) {
    this.identity = identity;
    this.table = table;
    this.services = List.copyOf(services);
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void start() {
    table.failUnfinished(now());
    table
        .lastDone()
        .ifPresent(
            done -> {
              Certificate certificate = done.certificate();
              Instant finishedAt = done.finishedAt();
              if (certificate != null && finishedAt != null) {
                metrics.last(certificate.verdict(), finishedAt);
              }
            });
    running = true;
  }

  /**
   * Begins a certificate.
   *
   * @return its id
   * @throws DataAccessException if the database does not answer
   */
  synchronized UUID submit(Window window, Origin origin) {
    UUID id = table.begin(identity.run(), window, codeVersion, origin, now());
    executor.execute(() -> make(id, window));
    return id;
  }

  private void make(UUID id, Window window) {
    try {
      List<ReplayReport> reports = new ArrayList<>();
      for (ReplayClient service : services) {
        table.tell(id, "%s replays".formatted(service.name()));
        ReplayReport report = service.replay(window);
        if (!report.run().equals(identity.run())) {
          throw new NotReplayedException(
              "%s replays run %s, this service is of %s; set tidemark.run alike"
                  .formatted(service.name(), report.run(), identity.run()));
        }
        reports.add(report);
      }
      Instant now = now();
      Certificate certificate = Certificate.of(reports);
      table.done(id, certificate, reports, now);
      metrics.done(certificate, now);
      LOG.info(
          "event=parity_certificate id={} from={} to={} verdict={} differences={}",
          id,
          window.from(),
          window.to(),
          certificate.verdict(),
          certificate.differences());
    } catch (NotReplayedException e) {
      fail(id, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(id, "the certificate cannot be made: " + e.getMessage());
    }
  }

  private void fail(UUID id, String why) {
    metrics.failed();
    LOG.error("event=parity_failed id={} cause=\"{}\" then=\"ask again\"", id, why);
    try {
      table.fail(id, why, now());
    } catch (DataAccessException e) {
      LOG.error(
          "event=parity_failure_not_written id={} cause=\"{}\" then=\"the next start writes it\"",
          id,
          e.getMessage());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdownNow();
    services.forEach(ReplayClient::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
