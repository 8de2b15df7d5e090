package io.tidemark.operator.control;

import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.control.CommandView.Acknowledgement;
import io.tidemark.operator.control.CommandView.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Commands and what was answered to them. */
@Component
final class CommandTable {

  private final JdbcClient database;
  private final WaitingServices waiting;
  private final PagedTable<CommandView> pages;

  CommandTable(JdbcClient database, WaitingServices waiting) {
    this.database = database;
    this.waiting = waiting;
    this.pages = new PagedTable<>(database, "command", "number desc", this::command);
  }

  /**
   * Adds a command, unless it is there.
   *
   * @param sentAt of the machine
   * @return whether it was added
   */
  boolean add(ControlCommand command, Instant sentAt) {
    InstrumentId instrument = command.instrument();
    Instant until = command.until();
    return database
            .sql(
                """
                insert into command
                  (command_id, action, account, exchange, symbol, position_id, factor,
                   allowed_until, expected, reason, issued_by, issued_at, sent_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (command_id) do nothing""")
            .param(command.commandId())
            .param(command.action().name())
            .param(command.account())
            .param(instrument == null ? null : instrument.exchange())
            .param(instrument == null ? null : instrument.symbol().toString())
            .param(command.positionId())
            .param(command.factor())
            .param(until == null ? null : until.atOffset(ZoneOffset.UTC))
            .param(waiting.expected())
            .param(command.reason())
            .param(command.issuedBy())
            .param(command.eventTime().atOffset(ZoneOffset.UTC))
            .param(sentAt.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** A command by its id; empty if it was not issued here. */
  Optional<CommandView> find(UUID commandId) {
    return pages
        .page(new Filters().equal("command_id", commandId), new PageRequest(0, 1))
        .items()
        .stream()
        .findFirst();
  }

  /** Commands, the last first. */
  Page<CommandView> page(PageRequest page) {
    return pages.page(new Filters(), page);
  }

  /**
   * Notes the first answer of a service to a command that was issued here; all else changes
   * nothing. The command is in force once the service has answered that carries it out.
   *
   * @param at by the suite's clock
   * @param heardAt of the machine
   * @return whether it was noted
   */
  boolean acknowledge(
      UUID commandId, String service, String state, String detail, Instant at, Instant heardAt) {
    int added =
        database
            .sql(
                """
                insert into command_acknowledgement
                  (command_id, service, state, detail, acknowledged_at, milliseconds)
                select command_id, :service, :state, :detail, :at,
                  greatest(0, extract(epoch from :heard - sent_at) * 1000)::bigint
                from command where command_id = :id
                on conflict (command_id, service) do nothing""")
            .param("service", service)
            .param("state", state)
            .param("detail", detail)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("heard", heardAt.atOffset(ZoneOffset.UTC))
            .param("id", commandId)
            .update();
    if (added == 0) {
      return false;
    }
    database
        .sql(
            """
            update command c set acknowledged_at = a.acknowledged_at, milliseconds = a.milliseconds
            from command_acknowledgement a
            where c.command_id = :id and a.command_id = :id and a.service = :service
              and c.acknowledged_at is null
              and a.service = case c.action when 'RELOAD' then :scanner else :position end""")
        .param("id", commandId)
        .param("service", service)
        .param("scanner", TidemarkService.SCANNER.serviceName())
        .param("position", TidemarkService.POSITION.serviceName())
        .update();
    return true;
  }

  private CommandView command(ResultSet row) throws SQLException {
    UUID id = row.getObject("command_id", UUID.class);
    OffsetDateTime acknowledged = row.getObject("acknowledged_at", OffsetDateTime.class);
    OffsetDateTime until = row.getObject("allowed_until", OffsetDateTime.class);
    List<Acknowledgement> answers = acknowledgements(id);
    return new CommandView(
        id,
        Action.valueOf(row.getString("action")),
        row.getString("account"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getObject("position_id", UUID.class),
        row.getBigDecimal("factor"),
        until == null ? null : until.toInstant(),
        row.getString("reason"),
        row.getString("issued_by"),
        PagedTable.instant(row, "issued_at"),
        acknowledged == null ? State.ISSUED : State.ACKNOWLEDGED,
        acknowledged == null ? null : acknowledged.toInstant(),
        row.getObject("milliseconds", Long.class),
        answers,
        waiting.without(
            (String[]) row.getArray("expected").getArray(),
            answers.stream().map(Acknowledgement::service).toList()));
  }

  private List<Acknowledgement> acknowledgements(UUID commandId) {
    return database
        .sql("select * from command_acknowledgement where command_id = ? order by service")
        .param(commandId)
        .query(
            (row, _) ->
                new Acknowledgement(
                    row.getString("service"),
                    row.getString("state"),
                    row.getString("detail"),
                    PagedTable.instant(row, "acknowledged_at"),
                    row.getLong("milliseconds")))
        .list();
  }
}
