package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is collected, with its venue's rules. */
@RestController
class InstrumentController {

  /**
   * An instrument.
   *
   * @param venueName what the venue calls it
   * @param tradable whether the venue took orders of every kind at {@code updatedAt}
   */
  record Instrument(
      String exchange,
      Symbol symbol,
      String venueName,
      InstrumentRules rules,
      boolean tradable,
      Instant updatedAt) {}

  private final JdbcClient database;

  InstrumentController(JdbcClient database) {
    this.database = database;
  }

  @GetMapping("/api/v1/instruments")
  @Operation(summary = "Instruments with their venue's rules, by exchange and symbol")
  Page<Instrument> instruments(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    PageRequest request = new PageRequest(page, size);
    List<Instrument> found =
        all().stream()
            .filter(instrument -> exchange == null || exchange.equals(instrument.exchange))
            .filter(instrument -> symbol == null || symbol.equals(instrument.symbol))
            .toList();
    List<Instrument> items = found.stream().skip(request.offset()).limit(request.limit()).toList();
    return new Page<>(items, request.number(), request.limit(), found.size());
  }

  private List<Instrument> all() {
    return database
        .sql("select * from instrument order by exchange, symbol")
        .query(
            (row, number) ->
                new Instrument(
                    row.getString("exchange"),
                    Symbol.parse(row.getString("symbol")),
                    row.getString("venue_name"),
                    new InstrumentRules(
                        row.getBigDecimal("tick_size"),
                        row.getBigDecimal("quantity_step"),
                        row.getBigDecimal("minimum_quantity"),
                        row.getBigDecimal("minimum_cost"),
                        row.getBigDecimal("taker_fee_rate"),
                        row.getBigDecimal("maker_fee_rate")),
                    row.getBoolean("tradable"),
                    SqlTimes.instant(row, "updated_at")))
        .list();
  }
}
