package io.tidemark.position.stage;

import io.tidemark.core.portfolio.InstrumentMarket;
import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The markets of live positions as rows. Of the trades that wait for an exit check, only what came
 * and went since the last save is written.
 */
final class MarketTables {

  private static final RowStatement MARKETS =
      RowStatement.insert(
          "market",
          """
          run, account, exchange, symbol, last_price, last_time, state""",
          """
          on conflict (run, account, exchange, symbol) do update set
            last_price = excluded.last_price, last_time = excluded.last_time,
            state = excluded.state""");

  private static final RowStatement TICKS =
      RowStatement.insert(
          "unchecked_tick",
          """
          run, account, exchange, symbol, number, state""",
          "");

  private static final RowStatement MARKETS_GONE =
      RowStatement.of(
          """
          delete from market using json_populate_recordset(null::market, ?::json) as gone
          where market.run = gone.run and market.account = gone.account
            and market.exchange = gone.exchange and market.symbol = gone.symbol""",
          "run, account, exchange, symbol");

  private static final RowStatement TICKS_GONE =
      RowStatement.of(
          """
          delete from unchecked_tick as tick
          using json_populate_recordset(null::unchecked_tick, ?::json) as first_left
          where tick.run = first_left.run and tick.account = first_left.account
            and tick.exchange = first_left.exchange and tick.symbol = first_left.symbol
            and tick.number < first_left.number""",
          "run, account, exchange, symbol, number");

  private final JdbcTemplate database;
  private final RunIdentity identity;
  private final Map<InstrumentId, StoredTicks> stored = new HashMap<>();

  MarketTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** All markets, as they were last committed; what was saved since is forgotten. */
  List<InstrumentMarket> load() {
    stored.clear();
    ticks()
        .forEach(
            (instrument, rows) ->
                stored.put(
                    instrument,
                    new StoredTicks(
                        rows.getFirst().number, rows.stream().map(Row::tick).toList())));
    return database.query(
        "select exchange, symbol, state::text from market where run = ? and account = ?",
        (row, number) -> {
          InstrumentId instrument = InstrumentId.of(row.getString(1), row.getString(2));
          InstrumentMarket market = Sql.read(row.getString(3), InstrumentMarket.class);
          return with(market, stored.getOrDefault(instrument, StoredTicks.NONE).ticks);
        },
        identity.run(),
        identity.account());
  }

  private Map<InstrumentId, List<Row>> ticks() {
    return database
        .query(
            """
            select exchange, symbol, number, state::text from unchecked_tick
            where run = ? and account = ? order by exchange, symbol, number
            """,
            (row, number) ->
                new Row(
                    InstrumentId.of(row.getString(1), row.getString(2)),
                    row.getLong(3),
                    Sql.read(row.getString(4), Tick.class)),
            identity.run(),
            identity.account())
        .stream()
        .collect(Collectors.groupingBy(Row::instrument));
  }

  void save(Collection<InstrumentId> changed, PositionStage stage, SaveBatch batch) {
    List<Object[]> present = new ArrayList<>(changed.size());
    List<Object[]> gone = new ArrayList<>();
    List<Object[]> ticks = new ArrayList<>();
    List<Object[]> checked = new ArrayList<>();
    for (InstrumentId instrument : changed) {
      Optional<InstrumentMarket> market = stage.market(instrument);
      market.ifPresentOrElse(known -> present.add(row(known)), () -> gone.add(key(instrument)));
      List<Tick> now = market.map(InstrumentMarket::unchecked).orElse(List.of());
      noteTicks(instrument, now, ticks, checked);
    }
    batch.add(MARKETS, present);
    batch.add(MARKETS_GONE, gone);
    batch.add(TICKS_GONE, checked);
    batch.add(TICKS, ticks);
  }

  private Object[] row(InstrumentMarket market) {
    return new Object[] {
      identity.run(),
      identity.account(),
      market.instrument().exchange(),
      market.instrument().symbol().toString(),
      market.lastPrice().value(),
      Sql.utc(market.lastTime()),
      Sql.json(with(market, List.of()))
    };
  }

  private Object[] key(InstrumentId instrument) {
    return new Object[] {
      identity.run(), identity.account(), instrument.exchange(), instrument.symbol().toString()
    };
  }

  /** Notes the rows of an instrument's trades that came, and below which number they went. */
  private void noteTicks(
      InstrumentId instrument, List<Tick> now, List<Object[]> came, List<Object[]> went) {
    StoredTicks before = stored.getOrDefault(instrument, StoredTicks.NONE);
    int gone = before.droppedUntil(now);
    long first = before.firstNumber + gone;
    if (gone > 0) {
      went.add(
          new Object[] {
            identity.run(),
            identity.account(),
            instrument.exchange(),
            instrument.symbol().toString(),
            first
          });
    }
    for (int i = before.ticks.size() - gone; i < now.size(); i++) {
      came.add(
          new Object[] {
            identity.run(),
            identity.account(),
            instrument.exchange(),
            instrument.symbol().toString(),
            first + i,
            Sql.json(now.get(i))
          });
    }
    if (now.isEmpty()) {
      stored.remove(instrument);
    } else {
      stored.put(instrument, new StoredTicks(first, now));
    }
  }

  private static InstrumentMarket with(InstrumentMarket market, List<Tick> ticks) {
    return new InstrumentMarket(
        market.instrument(), market.lastPrice(), market.lastTime(), ticks, market.bars());
  }

  private record Row(InstrumentId instrument, long number, Tick tick) {}

  /**
   * The rows of an instrument.
   *
   * @param firstNumber of the first row; the others follow without gaps
   */
  private record StoredTicks(long firstNumber, List<Tick> ticks) {

    static final StoredTicks NONE = new StoredTicks(1, List.of());

    /** How many of the oldest rows are not in {@code now} any more. */
    @SuppressWarnings("ReferenceEquality") // a later trade may be equal to one that was checked
    int droppedUntil(List<Tick> now) {
      for (int i = 0; i < ticks.size() && !now.isEmpty(); i++) {
        if (ticks.get(i) == now.getFirst()) {
          return i;
        }
      }
      return ticks.size();
    }
  }
}
