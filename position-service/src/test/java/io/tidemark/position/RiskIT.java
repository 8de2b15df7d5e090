package io.tidemark.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Guards on a real Kafka and a real Postgres, over a restart. */
class RiskIT {

  @Test
  void remembersWhatItsGuardsJudgeByOverARestart(@TempDir Path folder) {
    String limits =
        """
        cooldown_minutes: 60
        max_correlation: 0.9
        correlation_timeframe: 1m
        daily_loss_limit_pct: 0.2
        """;
    try (TradedAccount account = TradedAccount.limited(folder, limits.indent(2))) {
      account.peers.come();
      SignalRaised first = account.signal(SignalType.BUY, "BTC/USD", "100", 0);
      account.publish(first);
      roundTrip(account, first, "100", "101", 1);
      bars(account, "ETH/USD", 3);
      await()
          .atMost(TradedAccount.PATIENCE)
          .until(() -> account.count("close_history where symbol = 'ETH/USD'") == 1);

      account.restart();

      SignalRaised again = account.signal(SignalType.BUY, "BTC/USD", "100", 30);
      account.publish(again);
      JsonNode denial = awaitDenial(account, "COOLDOWN");
      assertThat(denial.at("/context/limit").asString()).isEqualTo("account");
      assertThat(Instant.parse(denial.at("/context/exitedAt").asString())).isEqualTo(account.at(2));
      JsonNode cooldowns = account.json("/api/v1/risk/cooldowns?symbol=BTC/USD");
      assertThat(cooldowns.path("total").asInt()).isEqualTo(1);
      assertThat(cooldowns.at("/items/0/side").asString()).isEqualTo("LONG");

      correlates(account);
      reduces(account);
      answersTheOperator(account);
      tellsHowItWent(account);
      keepsWhatTheOperatorSet(account);
    }
  }

  /**
   * Half of 1,000 in DOT at 10 is 50, by the strategy as it was before the restart; then the pause
   * holds again.
   */
  private static void keepsWhatTheOperatorSet(TradedAccount account) {
    SignalRaised stopped = account.signal(SignalType.BUY, "LTC/USD", "100", 40);
    PlaceOrder exit = account.awaitOrder(stopped, OrderPurpose.EXIT);
    account.publish(account.fill(exit, "88", "0", 65), account.filled(exit, 65));
    account.awaitStatus(stopped, "CLOSED");
    account.publish(
        command(account, Action.SIZE_SCALE, new BigDecimal("0.5"), null),
        command(account, Action.PAUSE, null, null),
        command(account, Action.ALLOW_NEXT, null, account.at(3600)));
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.json("/api/v1/risk").path("allowedNext").path("until").isString());

    account.writeStrategy("400");
    account.restart();

    JsonNode risk = account.json("/api/v1/risk");
    assertThat(risk.path("state").asString()).isEqualTo("REDUCING");
    assertThat(risk.path("sizeScale").asString()).isEqualTo("0.5");
    assertThat(Instant.parse(risk.at("/allowedNext/until").asString())).isEqualTo(account.at(3600));
    SignalRaised allowed = account.signal(SignalType.BUY, "DOT/USD", "10", 120);
    account.publish(allowed);
    assertThat(account.awaitOrder(allowed, OrderPurpose.ENTRY).quantity()).hasToString("50");
    account.publish(account.signal(SignalType.BUY, "XMR/USD", "10", 121));
    assertThat(awaitDenial(account, "REDUCING").path("symbol").asString()).isEqualTo("XMR/USD");
    assertThat(account.json("/api/v1/risk").hasNonNull("allowedNext")).isFalse();
    tellsTheLimits(account);
  }

  /** DOT is being entered: one of eight. */
  private static void tellsTheLimits(TradedAccount account) {
    JsonNode risk = account.json("/api/v1/risk");
    JsonNode positions = limit(risk, "max_open_positions");
    assertThat(positions.path("limit").asString()).isEqualTo("8");
    assertThat(positions.path("used").asString()).isEqualTo("1");
    assertThat(positions.path("share").asString()).isEqualTo("0.125");
    assertThat(positions.path("state").asString()).isEqualTo("FREE");
    JsonNode loss = limit(risk, "daily_loss_limit_pct");
    assertThat(loss.path("limit").asString()).isEqualTo("0.2");
    assertThat(loss.path("currency").asString()).isEqualTo("USD");
    assertThat(limit(risk, "max_correlation").path("state").asString()).isEqualTo("NOT_JUDGED");
  }

  private static JsonNode limit(JsonNode risk, String name) {
    return risk.path("limits")
        .valueStream()
        .filter(limit -> limit.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ControlCommand command(
      TradedAccount account, Action action, @Nullable BigDecimal factor, @Nullable Instant until) {
    return new ControlCommand(
        Ids.of("command", account.account, action),
        action,
        account.account,
        null,
        null,
        factor,
        until,
        "test",
        "careful",
        account.at(70),
        Instant.now());
  }

  /** LTC is held and has two closes, as ETH has: too few to know. */
  private static void correlates(TradedAccount account) {
    SignalRaised held = account.signal(SignalType.BUY, "LTC/USD", "100", 40);
    account.publish(held);
    PlaceOrder entry = account.awaitOrder(held, OrderPurpose.ENTRY);
    account.publish(account.fill(entry, "100", "0", 41), account.filled(entry, 41));
    account.awaitStatus(held, "OPEN");
    account.publish(account.signal(SignalType.BUY, "ETH/USD", "100", 42));

    JsonNode denial = awaitDenial(account, "CORRELATION_LIMIT");

    assertThat(denial.at("/context/correlation").asString()).isEqualTo("not known");
    assertThat(denial.at("/context/held").asString()).isEqualTo("kraken|LTC/USD");
  }

  /** 10 LTC at 88 lose 120, 10 were won: 110 of the 50,000.5 of the day's start, of which 0.2 %. */
  private static void reduces(TradedAccount account) {
    account.publish(account.trade("LTC/USD", "88", 50));
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.json("/api/v1/risk").path("state").asString().equals("REDUCING"));
    JsonNode risk = account.json("/api/v1/risk");
    assertThat(risk.path("reducedBy").asString()).isEqualTo("DAILY_LOSS_LIMIT");
    assertThat(risk.path("reason").asString()).startsWith("Daily loss limit: equity fell from");
    account.publish(account.signal(SignalType.BUY, "DOT/USD", "10", 51));

    JsonNode denial = awaitDenial(account, "DAILY_LOSS_LIMIT");

    assertThat(denial.path("symbol").asString()).isEqualTo("DOT/USD");
    assertThat(denial.at("/context/maximumPct").asString()).isEqualTo("0.2");
  }

  private static void answersTheOperator(TradedAccount account) {
    ControlCommand resume =
        new ControlCommand(
            Ids.of("command", account.account, "resume"),
            ControlCommand.Action.RESUME,
            account.account,
            null,
            null,
            null,
            null,
            "test",
            "seen",
            account.at(60),
            Instant.now());
    account.publish(resume);
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.json("/api/v1/risk").path("state").asString().equals("ACTIVE"));
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(
            () ->
                account
                    .get("/actuator/prometheus")
                    .body()
                    .lines()
                    .anyMatch(
                        line ->
                            line.startsWith("tidemark_control_acknowledgement_seconds_count")
                                && line.contains("RESUME")));
    assertThat(account.json("/api/v1/risk").hasNonNull("reducedBy")).isFalse();
    assertThat(
            account.count("emitted where event->>'commandId' = '%s'".formatted(resume.commandId())))
        .isEqualTo(1);
  }

  private static void tellsHowItWent(TradedAccount account) {
    JsonNode report = account.json("/api/v1/performance?symbol=BTC/USD");
    assertThat(report.path("byInstrument").size()).isEqualTo(1);
    JsonNode figures = report.path("strategies").get(0);
    assertThat(figures.path("totalTrades").asInt()).isEqualTo(1);
    assertThat(figures.path("totalPnl").asString()).isEqualTo("10");
    assertThat(figures.path("winRate").asString()).isEqualTo("1");
    JsonNode all = account.json("/api/v1/performance");
    assertThat(all.path("total").size()).isEqualTo(1);
    assertThat(all.path("byStrategy").size()).isEqualTo(1);
    assertThat(all.at("/total/0/maxDrawdownPct").asDouble()).isPositive();
    assertThat(account.json("/api/v1/performance?run=none").path("total").size()).isZero();
    assertThat(account.json("/api/v1/denials?reason=COOLDOWN").path("total").asInt()).isEqualTo(1);
    assertThat(account.json("/api/v1/denials?symbol=XMR/USD").path("total").asInt()).isZero();
    assertThat(account.json("/api/v1/denials?to=" + account.at(35)).path("total").asInt())
        .isEqualTo(1);
    assertThat(account.json("/api/v1/equity?currency=EUR").path("total").asInt()).isZero();
    assertThat(account.json("/api/v1/equity?currency=USD").path("total").asInt()).isPositive();
    assertThat(account.get("/api/v1/denials?reason=WEATHER").statusCode()).isEqualTo(400);
  }

  private static void roundTrip(
      TradedAccount account, SignalRaised signal, String in, String out, double seconds) {
    PlaceOrder entry = account.awaitOrder(signal, OrderPurpose.ENTRY);
    account.publish(account.fill(entry, in, "0", seconds), account.filled(entry, seconds));
    account.awaitStatus(signal, "OPEN");
    account.publish(
        account.signal(
            SignalType.CLOSE, signal.instrument().symbol().toString(), out, seconds + 0.5));
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    account.publish(account.fill(exit, out, "0", seconds + 1), account.filled(exit, seconds + 1));
    account.awaitStatus(signal, "CLOSED");
  }

  private static void bars(TradedAccount account, String symbol, int count) {
    Instant first = Timeframe.M1.openOf(account.at(0));
    for (int i = 0; i < count; i++) {
      Price price = Price.of(Integer.toString(100 + i));
      Bar bar =
          new Bar(
              Timeframe.M1,
              first.plusSeconds(60L * i),
              price,
              price,
              price,
              price,
              Quantity.of("1"),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.TRADES,
              0);
      account.publish(
          new BarsClosed(
              InstrumentId.of("kraken", symbol),
              bar.closeTime(),
              List.of(bar),
              false,
              bar.closeTime()));
    }
  }

  private static JsonNode awaitDenial(TradedAccount account, String reason) {
    return await()
        .atMost(TradedAccount.PATIENCE)
        .until(
            () ->
                account
                    .json("/api/v1/denials?reason=" + reason)
                    .path("items")
                    .valueStream()
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }
}
