package io.tidemark.operator.audit;

import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.operator.audit.AuditEntry.Outcome;
import io.tidemark.operator.retention.Keeping;
import io.tidemark.operator.retention.Retained;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record in Postgres. */
@Component
public final class AuditTable implements Retained {

  private final JdbcClient database;
  private final PagedTable<AuditEntry> pages;
  private final Keeping keeping;

  AuditTable(
      JdbcClient database,
      @Value("${tidemark.operator.audit.keep-for:365d}") Duration kept,
      @Value("${tidemark.operator.audit.keep-most:200000}") long most) {
    this.database = database;
    this.pages = new PagedTable<>(database, "command_audit", "audit_id desc", AuditTable::entry);
    this.keeping = new Keeping(kept, most);
  }

  /** Adds an entry; within the transaction that there is, if there is one. */
  public void add(AuditEntry entry) {
    database
        .sql(
            """
            insert into command_audit
              (occurred_at, actor, role, address, action, target, outcome, status, detail,
               command_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .param(entry.time().atOffset(ZoneOffset.UTC))
        .param(entry.actor())
        .param(entry.role())
        .param(entry.address())
        .param(entry.action())
        .param(entry.target())
        .param(entry.outcome().name())
        .param(entry.status())
        .param(entry.detail())
        .param(entry.commandId())
        .update();
  }

  /** Entries, the last first. */
  Page<AuditEntry> page(Filters filters, PageRequest page) {
    return pages.page(filters, page);
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public int forget(Instant now) {
    return keeping.forget(database, "command_audit", "occurred_at", "audit_id", now);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("audit_id"),
        PagedTable.instant(row, "occurred_at"),
        row.getString("actor"),
        row.getString("role"),
        row.getString("address"),
        row.getString("action"),
        row.getString("target"),
        Outcome.valueOf(row.getString("outcome")),
        row.getInt("status"),
        row.getString("detail"),
        row.getObject("command_id", UUID.class));
  }
}
