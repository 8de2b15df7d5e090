package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.EntryControls;
import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrder;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.risk.RiskState;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the first version has stored is carried over by the migrations, and traded on. */
class StateUpgradeIT {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final RunIdentity IDENTITY = new RunIdentity("run", "account");
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  /** Ten bought at 100, four of them sold at 110 by an order that has six more to sell. */
  private static final List<String> FIRST_VERSION =
      List.of(
          """
          insert into risk_state values ('run', 'account', 'ACTIVE', 'Started', '{}', now())
          """,
          """
          insert into balance values ('run', 'account', 'USD', 10000, 9438, 39, 2)
          """,
          """
          insert into position (position_id, run, account, exchange, symbol, currency, strategy,
            signal_id, side, status, entry_quantity, quantity, entry_price, fees, realised_pnl,
            requested_at, exit_reason, state)
          values ('00d26b31-fa9b-5de7-bb50-fe9df1b2af99', 'run', 'account', 'kraken', 'BTC/USD',
            'USD', 's', '33d59ba5-eb05-5853-bc5f-6d7df9c27302', 'LONG', 'CLOSING', 10, 6, 100, 2,
            39, now(), 'TAKE_PROFIT',
            '{"origin": {"positionId": "00d26b31-fa9b-5de7-bb50-fe9df1b2af99",
                "signalId": "33d59ba5-eb05-5853-bc5f-6d7df9c27302", "run": "run",
                "account": "account", "instrument": {"exchange": "kraken", "symbol": "BTC/USD"},
                "strategy": "s", "timeframe": "1m", "configurationHash": "hash", "side": "LONG",
                "requestedAt": "2013-11-25T12:00:00Z"},
              "exits": {"stopLossPct": "2", "takeProfitPct": "10", "takeProfitLevels": [],
                "onlyIfNoProfit": false, "roi": {}, "oppositeSignal": "CLOSE", "runner": false,
                "feeAware": false},
              "entryOrderId": "8b71793b-5ee6-5c77-a063-4fd3b351ada1",
              "ledger": {"bought": "10", "cost": {"amount": "1000", "currency": "USD"},
                "buyFees": {"amount": "1", "currency": "USD"}, "sold": "4",
                "proceeds": {"amount": "440", "currency": "USD"},
                "sellFees": {"amount": "1", "currency": "USD"}},
              "status": "CLOSING", "openedAt": "2013-11-25T12:00:01Z",
              "exitReason": "TAKE_PROFIT",
              "exit": {"reason": "TAKE_PROFIT",
                "causeId": "c4f75a9d-0921-52f0-adcd-ee1230f2cc9d", "keep": "0",
                "referencePrice": "110", "decidedAt": "2013-11-25T12:00:02Z"},
              "exitOrderId": "7c1d3b0e-13a5-5dd5-9d6e-3d2c1b0a9f8e", "exitOrders": 1,
              "failedExits": 0}')
          """,
          """
          insert into position_order (client_order_id, run, account, position_id, purpose, side,
            status, quantity, filled, currency, reserved, state)
          values ('8b71793b-5ee6-5c77-a063-4fd3b351ada1', 'run', 'account',
            '00d26b31-fa9b-5de7-bb50-fe9df1b2af99', 'ENTRY', 'BUY', 'FILLED', 10, 10, 'USD', 0,
            '{"clientOrderId": "8b71793b-5ee6-5c77-a063-4fd3b351ada1",
              "positionId": "00d26b31-fa9b-5de7-bb50-fe9df1b2af99",
              "instrument": {"exchange": "kraken", "symbol": "BTC/USD"}, "purpose": "ENTRY",
              "side": "BUY", "quantity": "10", "cashPerUnit": {"amount": "101.26",
              "currency": "USD"}, "status": "FILLED", "sequence": 3, "reportedFilled": "10",
              "bookedFilled": "10", "cancelRequested": false}'),
            ('7c1d3b0e-13a5-5dd5-9d6e-3d2c1b0a9f8e', 'run', 'account',
            '00d26b31-fa9b-5de7-bb50-fe9df1b2af99', 'EXIT', 'SELL', 'ACCEPTED', 10, 4, 'USD', 0,
            '{"clientOrderId": "7c1d3b0e-13a5-5dd5-9d6e-3d2c1b0a9f8e",
              "positionId": "00d26b31-fa9b-5de7-bb50-fe9df1b2af99",
              "instrument": {"exchange": "kraken", "symbol": "BTC/USD"}, "purpose": "EXIT",
              "side": "SELL", "quantity": "10", "cashPerUnit": {"amount": "0",
              "currency": "USD"}, "status": "ACCEPTED", "sequence": 1, "reportedFilled": "0",
              "bookedFilled": "4", "cancelRequested": false}')
          """,
          """
          insert into booked_fill (fill_id, run, account, position_id, client_order_id, side, price,
            quantity, fee, currency, event_time, state)
          values ('b7d4e595-aa25-5365-aa3f-94249db11f18', 'run', 'account',
            '00d26b31-fa9b-5de7-bb50-fe9df1b2af99', '8b71793b-5ee6-5c77-a063-4fd3b351ada1', 'BUY',
            100, 10, 1, 'USD', '2013-11-25T12:00:01Z',
            '{"fillId": "b7d4e595-aa25-5365-aa3f-94249db11f18",
              "clientOrderId": "8b71793b-5ee6-5c77-a063-4fd3b351ada1",
              "positionId": "00d26b31-fa9b-5de7-bb50-fe9df1b2af99", "side": "BUY",
              "price": "100", "quantity": "10", "fee": {"amount": "1", "currency": "USD"},
              "eventTime": "2013-11-25T12:00:01Z"}'),
            ('c8e5f6a6-bb36-5476-bb4f-a5350ec22a29', 'run', 'account',
            '00d26b31-fa9b-5de7-bb50-fe9df1b2af99', '7c1d3b0e-13a5-5dd5-9d6e-3d2c1b0a9f8e',
            'SELL', 110, 4, 1, 'USD', '2013-11-25T12:00:03Z',
            '{"fillId": "c8e5f6a6-bb36-5476-bb4f-a5350ec22a29",
              "clientOrderId": "7c1d3b0e-13a5-5dd5-9d6e-3d2c1b0a9f8e",
              "positionId": "00d26b31-fa9b-5de7-bb50-fe9df1b2af99", "side": "SELL",
              "price": "110", "quantity": "4", "fee": {"amount": "1", "currency": "USD"},
              "eventTime": "2013-11-25T12:00:03Z"}')
          """,
          """
          insert into partial_exit values ('c8e5f6a6-bb36-5476-bb4f-a5350ec22a29',
            '00d26b31-fa9b-5de7-bb50-fe9df1b2af99', 110, 4, 38.6, 'USD', 'TAKE_PROFIT', now())
          """,
          """
          insert into market values ('run', 'account', 'kraken', 'BTC/USD', 110,
            '2013-11-25T12:00:03Z', '{"instrument": {"exchange": "kraken", "symbol": "BTC/USD"},
              "lastPrice": "110", "lastTime": "2013-11-25T12:00:03Z", "unchecked": []}')
          """);

  private final JdbcTemplate database = firstVersion();

  @Test
  void namesAReasonForExitsWhosePositionTellsNone() {
    migrate(database, "latest");

    assertThat(new StageTables(database, IDENTITY).orders())
        .extracting(PositionOrder::exitReason)
        .containsExactly(null, ExitReason.TAKE_PROFIT);
    JdbcTemplate without = firstVersion();
    without.execute("update position set exit_reason = null");
    migrate(without, "latest");
    assertThat(new StageTables(without, IDENTITY).orders())
        .extracting(PositionOrder::exitReason)
        .containsExactly(null, ExitReason.MANUAL);
  }

  @Test
  void takesAPauseOfThenForTheOperatorsAndScalesNothing() {
    database.execute(
        "update risk_state set trading_state = 'REDUCING', reason = 'PAUSE by rest: sleeping'");
    migrate(database, "7");
    database.execute(
        """
        insert into stage_checkpoint values ('run', 'account', 1, '{"account": {"run": "run",
          "account": "account", "tradingState": "ACTIVE", "stateReason": "Started",
          "balances": {}, "pausedInstruments": []}, "positions": []}', now())
        """);

    migrate(database, "latest");

    assertThat(new StageTables(database, IDENTITY).account().orElseThrow().controls())
        .isEqualTo(new EntryControls(BigDecimal.ONE, true, List.of()));
    String kept =
        database.queryForObject(
            "select (state -> 'account')::text from stage_checkpoint", String.class);
    assertThat(Sql.read(Objects.requireNonNull(kept), AccountState.class).controls())
        .isEqualTo(EntryControls.NONE);
  }

  @Test
  void carriesAPositionOverAndClosesIt() {
    migrate(database, "latest");
    StageTables tables = new StageTables(database, IDENTITY);
    AccountState account = tables.account().orElseThrow();
    PositionStage stage = PositionStage.restore(configuration(), state(account, tables));
    Position position = stage.livePositions().getFirst();
    assertThat(position.side()).isEqualTo(PositionSide.LONG);
    assertThat(position.quantity()).isEqualTo(Quantity.of("6"));
    assertThat(position.stopPrice()).contains(Price.of("98"));
    assertThat(position.exitRefusals()).isNull();
    assertThat(stage.exitResults(position.id()))
        .singleElement()
        .satisfies(exit -> assertThat(exit.reason()).isEqualTo(ExitReason.TAKE_PROFIT))
        .satisfies(exit -> assertThat(exit.pnl()).isEqualTo(position.ledger().realisedPnl()));

    assertThat(stage.step(trade(), NOON)).as("its exit is out").isEmpty();
    List<Event> told = stage.step(rest(position), NOON);

    assertThat(told).noneMatch(PlaceOrder.class::isInstance);
    assertThat(stage.livePositions()).isEmpty();
    // 1100 - 1000 - fees of 1, 1 and 1
    assertThat(stage.exitResults(position.id()))
        .extracting(ExitResult::pnl)
        .containsExactly(Money.of("97", "USD"));
  }

  @Test
  void writesWhatItHasCarriedOverAsItsOwn() {
    migrate(database, "latest");
    StageTables tables = new StageTables(database, IDENTITY);
    List<Position> positions = tables.positions();
    List<PositionOrder> orders = tables.orders();
    SaveBatch batch = new SaveBatch();
    tables.savePositions(positions, batch);
    tables.saveOrders(orders, batch);
    batch.run(database);

    assertThat(tables.positions()).isEqualTo(positions);
    assertThat(tables.orders()).isEqualTo(orders);
  }

  private PositionStageState state(AccountState account, StageTables tables) {
    return new PositionStageState(
        account,
        tables.positions(),
        tables.orders(),
        tables.fills(),
        new MarketTables(database, IDENTITY).load(),
        new BookTopTable(database, IDENTITY).load(),
        RiskState.EMPTY);
  }

  private static OrderFilled rest(Position position) {
    return new OrderFilled(
        Ids.of("fill", "rest"),
        "rest",
        Objects.requireNonNull(position.exitOrderId()),
        "run",
        "account",
        BTC,
        Side.SELL,
        Price.of("110"),
        Quantity.of("6"),
        Money.of("1", "USD"),
        Liquidity.TAKER,
        NOON.plusSeconds(4),
        NOON);
  }

  private static MarketTrade trade() {
    return new MarketTrade(
        BTC, "t", Price.of("97"), Quantity.of("1"), null, NOON.plusSeconds(4), NOON);
  }

  private static PositionStageConfiguration configuration() {
    InstrumentRules rules =
        new InstrumentRules(
            new BigDecimal("0.1"),
            new BigDecimal("0.0001"),
            new BigDecimal("0.001"),
            new BigDecimal("5"),
            new BigDecimal("0.0026"),
            new BigDecimal("0.0016"));
    return PositionStageConfiguration.of(
        "run",
        "account",
        Map.of("USD", new BigDecimal("10000")),
        new RiskLimits(2, new BigDecimal("50")),
        Map.of(),
        Map.of(BTC, rules));
  }

  private static JdbcTemplate firstVersion() {
    TestDatabase server = TestInfrastructure.shared().newDatabase("upgrade");
    var source =
        new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password());
    var database = new JdbcTemplate(source);
    migrate(database, "1");
    FIRST_VERSION.forEach(database::execute);
    return database;
  }

  private static void migrate(JdbcTemplate database, String version) {
    Flyway.configure()
        .dataSource(Objects.requireNonNull(database.getDataSource()))
        .locations("classpath:db/migration/positions")
        .target(version)
        .load()
        .migrate();
  }
}
