package io.tidemark.backtester.parity;

import io.tidemark.backtester.parity.CertificateView.Origin;
import io.tidemark.backtester.parity.CertificateView.Status;
import io.tidemark.core.parity.ParityDifference;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The certificates of this service's schema. */
@Repository
class CertificateTable {

  private static final TypeReference<List<ReplayReport>> REPORTS = new TypeReference<>() {};

  private final JdbcClient database;

  CertificateTable(JdbcClient database) {
    this.database = database;
  }

  /** Begins a certificate; its id follows from the run, the window, the code and the attempt. */
  UUID begin(String run, Window window, String codeVersion, Origin origin, Instant now) {
    int attempt =
        database
                .sql(
                    """
                    select coalesce(max(attempt), 0) from parity_certificate
                    where run = ? and from_time = ? and to_time = ? and code_version = ?
                    """)
                .params(run, utc(window.from()), utc(window.to()), codeVersion)
                .query(Integer.class)
                .single()
            + 1;
    UUID id = Ids.of("parity-certificate", run, window.from(), window.to(), codeVersion, attempt);
    database
        .sql(
            """
            insert into parity_certificate (
              certificate_id, run, from_time, to_time, code_version, attempt, origin, status,
              detail, requested_at)
            values (?, ?, ?, ?, ?, ?, ?, 'RUNNING', 'waits for its turn', ?)
            """)
        .params(
            id,
            run,
            utc(window.from()),
            utc(window.to()),
            codeVersion,
            attempt,
            origin.name(),
            utc(now))
        .update();
    return id;
  }

  void tell(UUID id, String detail) {
    database
        .sql("update parity_certificate set detail = ? where certificate_id = ?")
        .params(detail, id)
        .update();
  }

  void fail(UUID id, String why, Instant now) {
    database
        .sql(
            """
            update parity_certificate set status = 'FAILED', detail = ?, finished_at = ?
            where certificate_id = ? and status = 'RUNNING'
            """)
        .params(why, utc(now), id)
        .update();
  }

  /** Those that were being made when the service stopped never will be. */
  void failUnfinished(Instant now) {
    database
        .sql(
            """
            update parity_certificate set status = 'FAILED', finished_at = ?,
              detail = 'the service stopped before it was done; ask again'
            where status = 'RUNNING'
            """)
        .params(utc(now))
        .update();
  }

  void done(UUID id, Certificate certificate, List<ReplayReport> reports, Instant now) {
    ParityDifference first = certificate.firstDifference();
    database
        .sql(
            """
            update parity_certificate set status = 'DONE', detail = 'done', finished_at = ?,
              verdict = ?, inputs = ?, recorded = ?, replayed = ?, differences = ?,
              recorded_sha256 = ?, replayed_sha256 = ?, configuration_sha256 = ?,
              first_difference = ?::jsonb, reports = ?::jsonb
            where certificate_id = ? and status = 'RUNNING'
            """)
        .param(utc(now))
        .param(certificate.verdict().name())
        .param(certificate.inputs())
        .param(certificate.recorded())
        .param(certificate.replayed())
        .param(certificate.differences())
        .param(certificate.recordedSha256())
        .param(certificate.replayedSha256())
        .param(certificate.configurationSha256())
        .param(first == null ? null : Json.mapper().writeValueAsString(first))
        .param(Json.mapper().writeValueAsString(reports))
        .param(id)
        .update();
  }

  Optional<CertificateView> one(UUID id) {
    return database
        .sql("select * from parity_certificate where certificate_id = ?")
        .param(id)
        .query((row, _) -> view(row))
        .optional();
  }

  /** The newest first. */
  List<CertificateView> page(int limit, long offset) {
    return database
        .sql("select * from parity_certificate order by number desc limit ? offset ?")
        .params(limit, offset)
        .query((row, _) -> view(row))
        .list();
  }

  long count() {
    return database.sql("select count(*) from parity_certificate").query(Long.class).single();
  }

  /** The one that was done last; empty for none. */
  Optional<CertificateView> lastDone() {
    return database
        .sql(
            """
            select * from parity_certificate where status = 'DONE' order by finished_at desc limit 1
            """)
        .query((row, _) -> view(row))
        .optional();
  }

  /** The last that a night asked for of a window; empty for none. */
  Optional<CertificateView> lastNightly(String run, Window window) {
    return database
        .sql(
            """
            select * from parity_certificate
            where run = ? and from_time = ? and to_time = ? and origin = 'NIGHTLY'
            order by number desc limit 1
            """)
        .params(run, utc(window.from()), utc(window.to()))
        .query((row, _) -> view(row))
        .optional();
  }

  private static CertificateView view(ResultSet row) throws SQLException {
    String reports = row.getString("reports");
    List<ReplayReport> told =
        reports == null ? List.of() : Json.mapper().readValue(reports, REPORTS);
    return new CertificateView(
        row.getObject("certificate_id", UUID.class),
        row.getString("run"),
        row.getObject("from_time", OffsetDateTime.class).toInstant(),
        row.getObject("to_time", OffsetDateTime.class).toInstant(),
        row.getString("code_version"),
        row.getInt("attempt"),
        Origin.valueOf(row.getString("origin")),
        Status.valueOf(row.getString("status")),
        row.getString("detail"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("finished_at", OffsetDateTime.class)),
        told.isEmpty() ? null : Certificate.of(told),
        told);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
