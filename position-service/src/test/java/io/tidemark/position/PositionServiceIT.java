package io.tidemark.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.Ids;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service on a real Kafka and a real Postgres; each test trades a symbol of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionServiceIT {

  private TradedAccount account;
  private SignalRaised early;
  private int readinessBefore;
  private int riskBefore;

  /** The ingestor and the execution service come only after the first signal. */
  @BeforeAll
  void start(@TempDir Path folder) {
    account = new TradedAccount(folder, "sandbox");
    early = account.signal(SignalType.BUY, "ADA/USD", "100", 0);
    account.publish(early);
    readinessBefore = account.get("/actuator/health/readiness").statusCode();
    riskBefore = account.get("/api/v1/risk").statusCode();
    account.peers.come();
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.get("/actuator/health/readiness").statusCode() == 200);
  }

  @AfterAll
  void stop() {
    account.close();
  }

  @Test
  void closesAtTheStopWithItsExactResult() {
    SignalRaised signal = account.signal(SignalType.BUY, "BTC/USD", "100", 0);
    account.publish(signal);

    PlaceOrder entry = account.awaitOrder(signal, OrderPurpose.ENTRY);
    assertThat(entry.clientOrderId())
        .isEqualTo(account.origin(signal).clientOrderId(OrderPurpose.ENTRY, 1));
    assertThat(entry.quantity()).hasToString("10");
    account.publish(account.fill(entry, "100.5", "2.613", 1), account.filled(entry, 1));
    account.awaitStatus(signal, "OPEN");
    account.publish(account.trade("BTC/USD", "100", 2));
    await()
        .atMost(TradedAccount.PATIENCE)
        // 10 x (100 - 100.5) - 2.613 - 0.26 % of 1000
        .until(() -> account.position(signal).path("unrealisedPnl").asString().equals("-10.213"));

    account.publish(account.trade("BTC/USD", "98", 3));
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    account.publish(account.fill(exit, "97.9", "2.5454", 4), account.filled(exit, 4));
    account.awaitStatus(signal, "CLOSED");

    JsonNode closed = account.position(signal);
    // 979 - 1005 - 2.613 - 2.5454
    assertThat(closed.path("realisedPnl").asString()).isEqualTo("-31.1584");
    assertThat(closed.path("exitReason").asString()).isEqualTo("STOP_LOSS");
    JsonNode exited = closed.path("exits").get(0);
    assertThat(exited.path("pnl").asString()).isEqualTo("-31.1584");
    assertThat(exited.path("price").asString()).isEqualTo("97.9");
    assertThat(exited.path("fee").asString()).isEqualTo("2.5454");
    assertThat(exited.path("reason").asString()).isEqualTo("STOP_LOSS");
    assertChain(closed.path("chain"));
    JsonNode figures = account.json("/api/v1/performance").path("strategies");
    assertThat(
            figures.valueStream().filter(each -> each.path("symbol").asString().equals("BTC/USD")))
        .singleElement()
        .satisfies(each -> assertThat(each.path("totalPnl").asString()).isEqualTo("-31.1584"));
    assertThat(account.json("/api/v1/equity").path("items").size()).isPositive();
    assertThat(account.count("unchecked_tick where symbol = 'BTC/USD'")).isZero();
    assertThat(account.count("market where symbol = 'BTC/USD'")).isZero();
  }

  /** The signal first, then its order, reports, the trades that hit the stop, and the exit. */
  private static void assertChain(JsonNode chain) {
    assertThat(chain.valueStream().map(link -> link.path("event").path("schema").asString("ticks")))
        .startsWith("signal-raised", "place-order", "position-changed", "order-filled")
        .containsSubsequence("ticks", "place-order", "order-filled", "position-changed");
  }

  @Test
  void waitsForTheVenueBeforeItDecidesAndStartsWithItsCash() {
    assertThat(readinessBefore).isEqualTo(503);
    assertThat(riskBefore).isEqualTo(404);

    assertThat(account.awaitOrder(early, OrderPurpose.ENTRY).quantity()).hasToString("10");

    assertThat(account.count("balance")).isEqualTo(1);
    assertThat(account.count("balance where currency = 'USD' and initial_cash = 50000.5"))
        .isEqualTo(1);
    assertThat(account.json("/api/v1/risk").path("state").asString()).isEqualTo("ACTIVE");
  }

  @Test
  void goesOnTheSameAfterARestartInTheMiddle() {
    SignalRaised signal = account.signal(SignalType.BUY, "ETH/USD", "100", 0);
    account.publish(signal);
    PlaceOrder entry = account.awaitOrder(signal, OrderPurpose.ENTRY);
    account.publish(account.trade("ETH/USD", "99", 2), account.trade("ETH/USD", "97.5", 3));
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.count("unchecked_tick where symbol = 'ETH/USD'") == 2);
    String reserved = reserved();

    account.restart();

    assertThat(reserved()).isEqualTo(reserved);
    account.publish(account.fill(entry, "100", "2.6", 1), account.filled(entry, 1));
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    assertThat(exit.clientOrderId())
        .isEqualTo(account.origin(signal).clientOrderId(OrderPurpose.EXIT, 1));
    assertThat(exit.referencePrice()).hasToString("97.5");
    assertThat(exit.eventTime()).isEqualTo(account.at(3));
    assertThat(account.count("unchecked_tick where symbol = 'ETH/USD'")).isZero();
    assertThat(account.orders(signal)).hasSize(2);
  }

  private String reserved() {
    return account.json("/api/v1/risk").path("balances").get(0).path("reserved").asString();
  }

  @Test
  void closesWhatACommandNames() {
    PlaceOrder entry = account.awaitOrder(early, OrderPurpose.ENTRY);
    account.publish(account.fill(entry, "100", "2.6", 1), account.filled(entry, 1));
    account.awaitStatus(early, "OPEN");
    ControlCommand close =
        new ControlCommand(
            Ids.of("command", account.account),
            ControlCommand.Action.CLOSE,
            account.account,
            early.instrument(),
            null,
            null,
            null,
            "test",
            "enough",
            account.at(2),
            account.at(2));

    account.publish(close);

    PlaceOrder exit = account.awaitOrder(early, OrderPurpose.EXIT);
    assertThat(exit.causeId()).isEqualTo(close.commandId());
    JsonNode position = account.position(early);
    assertThat(position.path("exitReason").asString()).isEqualTo("MANUAL");
    assertThat(position.path("chain").valueStream().map(each -> each.at("/event/commandId")))
        .anyMatch(id -> id.asString("").equals(close.commandId().toString()));
  }

  @Test
  void changesNothingOnDuplicates() {
    SignalRaised signal = account.signal(SignalType.BUY, "SOL/USD", "100", 0);
    account.publish(signal, signal);
    PlaceOrder entry = account.awaitOrder(signal, OrderPurpose.ENTRY);
    var fill = account.fill(entry, "100", "2.6", 1);
    account.publish(fill, account.filled(entry, 1), fill, account.filled(entry, 1), signal);
    account.awaitStatus(signal, "OPEN");

    SignalRaised last = account.signal(SignalType.CLOSE, "SOL/USD", "101", 5);
    account.publish(last);
    account.awaitOrder(signal, OrderPurpose.EXIT);

    assertThat(account.position(signal).path("quantity").asString()).isEqualTo("10");
    assertThat(account.orders(signal)).hasSize(2);
    assertThat(
            account.count(
                "booked_fill where client_order_id = '%s'".formatted(entry.clientOrderId())))
        .isEqualTo(1);
    assertThat(account.counter("tidemark_inputs_ignored_total", "duplicate")).isEqualTo(2);
  }

  @Test
  void doesOnceWhatHadToBeTriedAgain() {
    account.tables().sql("create sequence attempts").update();
    account
        .tables()
        .sql(
            """
            create function fail_twice() returns trigger language plpgsql as $$
            begin
              if nextval('attempts') <= 2 then raise exception 'not now' using errcode = '40001'; end if;
              return new;
            end $$
            """)
        .update();
    account
        .tables()
        .sql(
            """
            create trigger failing before insert on position for each row
            when (new.symbol = 'LTC/USD') execute function fail_twice()
            """)
        .update();
    SignalRaised signal = account.signal(SignalType.BUY, "LTC/USD", "100", 0);

    account.publish(signal);

    account.awaitOrder(signal, OrderPurpose.ENTRY);
    assertThat(account.tables().sql("select last_value from attempts").query(Long.class).single())
        .isEqualTo(3);
    assertThat(account.orders(signal)).hasSize(1);
    assertThat(account.count("journal where subject = '%s'".formatted(signal.signalId())))
        .isEqualTo(1);
    assertThat(account.count("journal where sequence > (select count(*) from journal)")).isZero();
  }

  @Test
  void ignoresOtherRunsAndAccountsAndTradesOfNoConcern() {
    SignalRaised stale = account.signal("another-run", SignalType.BUY, "XMR/USD", "100", 0);
    SignalRaised denied = account.signal(SignalType.CLOSE, "XMR/USD", "100", 1);

    account.publish(
        account.trade("XMR/USD", "100", 0), account.trade("XMR/USD", "101", 0.5), stale);
    account.publish(denied);

    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.count("denial where symbol = 'XMR/USD'") == 1);
    JsonNode denial = account.json("/api/v1/denials").path("items").get(0);
    assertThat(denial.path("reason").asString()).isEqualTo("NO_POSITION");
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.counter("tidemark_denials_total", "NO_POSITION") == 1);
    assertThat(account.counter("tidemark_inputs_ignored_total", "other_run")).isPositive();
    assertThat(account.count("position where symbol = 'XMR/USD'")).isZero();
    assertThat(account.count("market where symbol = 'XMR/USD'")).isZero();
  }

  @Test
  void tellsWhatIsWrongWithARequest() {
    assertProblem(account.get("/api/v1/positions?status=HALF"), 400, "HALF");
    assertProblem(account.get("/api/v1/positions?symbol=BTCUSD"), 400, "BTC/USD");
    assertProblem(account.get("/api/v1/positions?page=-1"), 400, "page must be 0 or above");
    assertProblem(account.get("/api/v1/equity?from=yesterday"), 400, "from");
    assertProblem(
        account.get("/api/v1/positions/c4f75a9d-0921-52f0-adcd-ee1230f2cc9d"),
        404,
        "there is no position");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String word) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains(word);
  }

  @Test
  void tradesAChangedStrategyWithTheFirstSignalDecidedByIt() {
    String before = account.signal(SignalType.BUY, "DOT/USD", "10", 0).configurationHash();
    String after = account.writeStrategy("500");
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.metric("tidemark.configuration.accepted") == 1);

    SignalRaised old = account.signal(SignalType.BUY, "DOT/USD", "10", 0);
    account.publish(old);
    assertThat(account.awaitOrder(old, OrderPurpose.ENTRY).quantity()).hasToString("100");

    account.decideBy(after);
    SignalRaised changed = account.signal(SignalType.BUY, "ATOM/USD", "10", 1);
    account.publish(changed);
    assertThat(account.awaitOrder(changed, OrderPurpose.ENTRY).quantity()).hasToString("50");

    account.decideBy(before);
    account.writeStrategy("1000");
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.metric("tidemark.configuration.accepted") == 2);
  }

  @Test
  void readsAChangedStrategyWhenTheOperatorSaysSo() {
    String before = account.signal(SignalType.BUY, "XLM/USD", "10", 0).configurationHash();
    account.decideBy(account.writeStrategy("250"));
    ControlCommand reload =
        new ControlCommand(
            Ids.of("command", account.account, "reload"),
            ControlCommand.Action.RELOAD,
            account.account,
            null,
            null,
            null,
            null,
            "test",
            "smaller",
            account.at(1),
            account.at(1));

    account.publish(reload);

    ControlAcknowledged answer =
        await()
            .atMost(TradedAccount.PATIENCE)
            .until(() -> account.answers(reload), found -> !found.isEmpty())
            .getFirst();
    assertThat(answer.service()).isEqualTo("position-service");
    assertThat(answer.state()).isEqualTo("RELOADED");
    assertThat(answer.detail()).contains("with strategies [" + AccountEvents.STRATEGY + "]");
    SignalRaised changed = account.signal(SignalType.BUY, "XLM/USD", "10", 1);
    account.publish(changed);
    assertThat(account.awaitOrder(changed, OrderPurpose.ENTRY).quantity()).hasToString("25");
    account.decideBy(before);
    account.writeStrategy("1000");
  }
}
