package io.tidemark.ingestor.store;

import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.model.InstrumentRules;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The instruments that are collected, with their venue's rules. */
public final class InstrumentTable {

  private static final String UPSERT =
      "insert into instrument (exchange, symbol, venue_name, tick_size, quantity_step, minimum_quantity, "
          + "minimum_cost, taker_fee_rate, maker_fee_rate, tradable, updated_at) "
          + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (exchange, symbol) do update set "
          + "venue_name = excluded.venue_name, tick_size = excluded.tick_size, "
          + "quantity_step = excluded.quantity_step, minimum_quantity = excluded.minimum_quantity, "
          + "minimum_cost = excluded.minimum_cost, taker_fee_rate = excluded.taker_fee_rate, "
          + "maker_fee_rate = excluded.maker_fee_rate, tradable = excluded.tradable, "
          + "updated_at = excluded.updated_at";

  private final JdbcTemplate database;

  public InstrumentTable(JdbcTemplate database) {
    this.database = database;
  }

  /** Takes over what the venue lists now. */
  public void store(List<InstrumentDetails> listed, Instant now) {
    database.batchUpdate(UPSERT, listed.stream().map(details -> row(details, now)).toList());
  }

  private static Object[] row(InstrumentDetails details, Instant now) {
    InstrumentRules rules = details.rules();
    return new Object[] {
      details.instrument().exchange(),
      details.instrument().symbol().toString(),
      details.venueName(),
      rules.tickSize(),
      rules.quantityStep(),
      rules.minimumQuantity(),
      rules.minimumCost(),
      rules.takerFeeRate(),
      rules.makerFeeRate(),
      details.tradable(),
      SqlTimes.of(now)
    };
  }
}
