package io.tidemark.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.OrderPurpose;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the journal led to on real Kafka and Postgres, and what it leads to again. */
class ReplayIT {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;
  private TradedAccount account;

  @BeforeEach
  void start() {
    account = new TradedAccount(folder, "sandbox");
    account.peers.come();
  }

  @AfterEach
  void stop() {
    account.close();
  }

  private JsonNode replay(Instant from, Instant to) {
    return account.json("/api/v1/replays?from=%s&to=%s".formatted(from, to));
  }

  private JsonNode replay() {
    return replay(Instant.now().minus(HOUR), Instant.now().plus(HOUR));
  }

  /** A position that is stopped out, with trades that mean nothing before and after. */
  private SignalRaised stoppedOut(String symbol, double seconds) {
    SignalRaised signal = account.signal(SignalType.BUY, symbol, "100", seconds);
    account.publish(account.trade(symbol, "100", seconds));
    account.open(signal);
    account.publish(
        account.trade("XMR/USD", "7", seconds + 1.5),
        account.trade(symbol, "99", seconds + 2),
        account.trade(symbol, "98", seconds + 3));
    account.fill(account.awaitOrder(signal, OrderPurpose.EXIT), "97.9", seconds + 4);
    account.awaitStatus(signal, "CLOSED");
    account.publish(account.trade(symbol, "90", seconds + 5));
    return signal;
  }

  @Test
  void leadsToTheSameAgainOverARestartAndOtherSettings() {
    stoppedOut("BTC/USD", 0);
    account.restart();
    account.decideBy(account.writeStrategy("500"));
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.metric("tidemark.configuration.accepted") == 1);
    SignalRaised smaller = account.signal(SignalType.BUY, "ETH/USD", "10", 20);
    account.publish(smaller);
    PlaceOrder order = account.awaitOrder(smaller, OrderPurpose.ENTRY);
    assertThat(order.quantity()).hasToString("50");
    long emitted = account.count("emitted");
    long inputs = account.count("journal where kind <> 'CONFIGURATION'");

    JsonNode report = replay();

    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("EQUAL");
    assertThat(report.path("missing")).isEmpty();
    assertThat(report.path("recorded").asLong()).isEqualTo(emitted).isGreaterThan(6);
    assertThat(report.path("replayed").asLong()).isEqualTo(emitted);
    assertThat(report.path("inputs").asLong()).isEqualTo(inputs);
    assertThat(report.path("recordedSha256").asString())
        .isEqualTo(report.path("replayedSha256").asString());
    assertThat(report.path("configurations").has(AccountEvents.STRATEGY)).isTrue();
    assertThat(account.count("emitted")).isEqualTo(emitted);
    assertThat(account.count("journal where kind = 'CONFIGURATION'")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void tellsTheFirstEventThatWasAnotherWithWhatLedToBoth() {
    SignalRaised signal = stoppedOut("BTC/USD", 0);
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    int changed =
        account
            .tables()
            .sql(
                """
                update emitted
                set event = replace(event::text, '"quantity":"10"', '"quantity":"11"')::json
                where client_order_id = ? or event->>'clientOrderId' = ?
                """)
            .params(exit.clientOrderId(), exit.clientOrderId().toString())
            .update();
    assertThat(changed).isEqualTo(1);

    JsonNode report = replay();

    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("DIFFERENT");
    assertThat(report.path("differences").asInt()).isEqualTo(1);
    JsonNode first = report.path("firstDifference");
    assertThat(first.path("subject").asString()).endsWith("place-order");
    assertThat(first.path("fields")).hasSize(1);
    assertThat(first.path("fields").get(0).path("field").asString()).isEqualTo("quantity");
    assertThat(first.path("fields").get(0).path("recorded").asString()).isEqualTo("11");
    assertThat(first.path("fields").get(0).path("replayed").asString()).isEqualTo("10");
    assertThat(first.path("recordedChain").valueStream().map(link -> link.path("kind").asString()))
        .containsExactly("configuration", "ticks", "place-order");
    assertThat(first.path("replayedChain").get(2).path("id").asString())
        .isEqualTo(exit.clientOrderId().toString());
  }

  @Test
  void tellsAnEventThatWasNotRecorded() {
    stoppedOut("BTC/USD", 0);
    account.tables().sql("delete from emitted where event->>'schema' = 'place-order'").update();

    JsonNode report = replay();

    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("DIFFERENT");
    assertThat(report.path("differences").asInt()).isEqualTo(2);
    assertThat(report.path("replayed").asLong() - report.path("recorded").asLong()).isEqualTo(2);
    assertThat(report.path("firstDifference").has("recorded")).isFalse();
    assertThat(report.path("firstDifference").path("recordedChain")).hasSize(2);
  }

  @Test
  void doesNotCallEqualWhatKafkaNoLongerKeepsAndGoesOnFromAKeptState() throws Exception {
    account.restart("--tidemark.position.checkpoint-every=1ms");
    stoppedOut("BTC/USD", 0);

    account.forgetTrades();
    SignalRaised later = account.signal(SignalType.BUY, "SOL/USD", "100", 30);
    account.open(later);

    JsonNode report = replay();
    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("INCOMPLETE");
    assertThat(report.path("missing").toString())
        .contains("Kafka no longer keeps offsets")
        .contains("market.trade.v1");
    Instant replayable = Instant.parse(report.path("replayableFrom").asString());
    JsonNode rest = replay(replayable, Instant.now().plus(HOUR));
    assertThat(rest.path("verdict").asString()).as(rest::toString).isEqualTo("EQUAL");
    assertThat(rest.path("recorded").asLong()).isPositive();
  }

  @Test
  void tellsThatTheAccountsOpeningIsNotOnRecord() {
    stoppedOut("BTC/USD", 0);
    account.tables().sql("delete from stage_checkpoint").update();
    account.tables().sql("delete from journal where sequence = 1").update();

    JsonNode report = replay();

    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("INCOMPLETE");
    assertThat(report.path("missing").toString())
        .contains("the journal does not reach back to the account's opening");
    assertThat(report.has("replayableFrom")).isFalse();
    assertThat(report.path("recorded").asLong()).isZero();
  }

  @Test
  void tellsWhatIsWrongWithAWindow() {
    assertThat(
            account.get("/api/v1/replays?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").body())
        .contains("to must be after from");
    assertThat(
            account.get("/api/v1/replays?from=2026-01-01T00:00:00Z&to=2026-01-09T00:00:00Z").body())
        .contains("at most 7 days");
  }
}
