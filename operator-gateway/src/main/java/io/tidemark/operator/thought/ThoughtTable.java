package io.tidemark.operator.thought;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.InstrumentId;
import io.tidemark.operator.retention.Keeping;
import io.tidemark.operator.retention.Retained;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Thoughts in Postgres; each once. */
@Component
public final class ThoughtTable implements Retained {

  private final JdbcClient database;
  private final PagedTable<ThoughtView> pages;
  private final Keeping keeping;

  ThoughtTable(
      JdbcClient database,
      @Value("${tidemark.operator.thoughts.keep-for:30d}") Duration kept,
      @Value("${tidemark.operator.thoughts.keep-most:200000}") long most) {
    this.database = database;
    this.pages = new PagedTable<>(database, "thought", "number desc", ThoughtTable::view);
    this.keeping = new Keeping(kept, most);
  }

  /** Adds a thought, unless it is there; whether it was added. */
  boolean add(Thought thought) {
    InstrumentId instrument = thought.instrument();
    return database
            .sql(
                """
                insert into thought
                  (thought_id, run, event_time, kind, severity, exchange, symbol, strategy,
                   sentence, subjects)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                on conflict (thought_id) do nothing""")
            .param(thought.id())
            .param(thought.run())
            .param(thought.time().atOffset(ZoneOffset.UTC))
            .param(thought.kind().name())
            .param(thought.severity().name())
            .param(instrument == null ? null : instrument.exchange())
            .param(instrument == null ? null : instrument.symbol().toString())
            .param(thought.strategy())
            .param(thought.sentence())
            .param(Json.mapper().writeValueAsString(thought.subjects()))
            .update()
        == 1;
  }

  /** Thoughts, the last told first. */
  Page<ThoughtView> page(Filters filters, PageRequest page) {
    return pages.page(filters, page);
  }

  /** The last thoughts of a run, at most {@code most}, the oldest of them first. */
  public List<ThoughtView> last(String run, int most) {
    return pages.first(new Filters().equal("run", run), most).reversed();
  }

  @Override
  public String name() {
    return "thoughts";
  }

  @Override
  public int forget(Instant now) {
    return keeping.forget(database, "thought", "told_at", "number", now);
  }

  private static ThoughtView view(ResultSet row) throws SQLException {
    return new ThoughtView(
        row.getObject("thought_id", UUID.class),
        PagedTable.instant(row, "event_time"),
        row.getString("kind"),
        row.getString("severity"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getString("sentence"),
        Json.mapper().readTree(row.getString("subjects")));
  }
}
