package io.tidemark.operator.telegram;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.health.HealthState;
import io.tidemark.operator.health.ServiceHealth;
import io.tidemark.operator.health.SuiteReadings;
import io.tidemark.operator.health.SuiteStatus;
import io.tidemark.operator.thought.ThoughtTable;
import io.tidemark.operator.thought.ThoughtView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How the suite stands, in messages for a phone; a part that is away is said to be. */
final class Reports {

  private static final List<String> LIVE = List.of("OPENING", "OPEN", "CLOSING");
  private static final Set<String> CLOSE = Set.of("NEAR", "REACHED");
  private static final int MOST_POSITIONS = 1_000;
  private static final int MOST_THOUGHTS = 10;
  private static final String AWAY = "The position-service does not answer.";

  private final SuiteStatus status;
  private final SuiteReadings readings;
  private final ThoughtTable thoughts;
  private final RunIdentity identity;

  Reports(SuiteStatus status, SuiteReadings readings, ThoughtTable thoughts, RunIdentity identity) {
    this.status = status;
    this.readings = readings;
    this.thoughts = thoughts;
    this.identity = identity;
  }

  /** The services, the account's state, the streams. */
  Markup status() {
    SuiteStatus.Status now = status.now();
    Markup text = new Markup().bold("%s, account %s".formatted(now.mode(), now.account()));
    SuiteStatus.Risk risk = now.risk();
    if (risk == null) {
      text.line(AWAY);
    } else {
      text.line(
          risk.state(), "(%s), %d open positions".formatted(risk.reason(), risk.openPositions()));
    }
    SuiteStatus.Streams streams = now.streams();
    if (streams != null) {
      text.line(
          "Streams",
          "%d of %d live, %d gaps, oldest event %s s ago"
              .formatted(
                  streams.live(),
                  streams.instruments(),
                  streams.gaps(),
                  streams.oldestSeconds() == null ? "unknown" : streams.oldestSeconds()));
    }
    services(text, now.services());
    return text.line("Time", now.venueTime().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static void services(Markup text, List<ServiceHealth> services) {
    List<ServiceHealth> notUp =
        services.stream().filter(one -> one.state() != HealthState.UP).toList();
    text.line("Services", "%d of %d up".formatted(services.size() - notUp.size(), services.size()));
    for (ServiceHealth service : notUp) {
      text.line(
          "%s is %s: %s"
              .formatted(
                  service.service(),
                  service.state(),
                  service.detail() == null ? "no detail" : service.detail()));
    }
  }

  /** What is open, with stops and results. */
  Markup positions() {
    Optional<List<JsonNode>> open = open();
    if (open.isEmpty()) {
      return new Markup().line(AWAY);
    }
    Markup text = new Markup().bold("%d open positions".formatted(open.get().size()));
    for (JsonNode position : open.get()) {
      text.gap()
          .line(
              "%s %s".formatted(text(position, "symbol"), text(position, "side")),
              "%s at %s, %s, %s"
                  .formatted(
                      number(position, "quantity"),
                      number(position, "entryPrice"),
                      text(position, "strategy"),
                      text(position, "status").toLowerCase(Locale.ROOT)))
          .line(
              "stop %s, target %s"
                  .formatted(number(position, "stopPrice"), number(position, "takeProfitPrice")))
          .line(
              "unrealised %s, realised %s"
                  .formatted(number(position, "unrealisedPnl"), number(position, "realisedPnl")));
    }
    return text;
  }

  private Optional<List<JsonNode>> open() {
    List<JsonNode> open = new ArrayList<>();
    for (String state : LIVE) {
      Optional<JsonNode> page =
          readings.read(
              TidemarkService.POSITION,
              "/api/v1/positions?status=%s&size=%d".formatted(state, MOST_POSITIONS));
      if (page.isEmpty()) {
        return Optional.empty();
      }
      page.get().path("items").forEach(open::add);
    }
    return Optional.of(open);
  }

  /** Equity, today, and what was won or lost. */
  Markup pnl() {
    Optional<JsonNode> risk = account();
    Optional<List<JsonNode>> open = open();
    if (risk.isEmpty() || open.isEmpty()) {
      return new Markup().line(AWAY);
    }
    Markup text = new Markup().bold("Profit and loss, " + identity.account());
    for (JsonNode one : risk.get().path("equity")) {
      BigDecimal equity = decimal(one, "equity");
      text.line(
          text(one, "currency"),
          "equity %s, today %s, peak %s, below it by %s"
              .formatted(
                  plain(equity),
                  plain(equity.subtract(decimal(one, "dayStart"))),
                  number(one, "peak"),
                  number(one, "drawdown")));
    }
    for (JsonNode one : risk.get().path("balances")) {
      text.line(
          text(one, "currency"),
          "realised %s after fees, fees %s"
              .formatted(number(one, "realisedPnl"), number(one, "fees")));
    }
    unrealised(open.get())
        .forEach((currency, sum) -> text.line(currency, "unrealised " + plain(sum)));
    return text;
  }

  private static Map<String, BigDecimal> unrealised(List<JsonNode> open) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (JsonNode position : open) {
      String symbol = text(position, "symbol");
      sums.merge(
          symbol.substring(symbol.indexOf('/') + 1),
          decimal(position, "unrealisedPnl"),
          BigDecimal::add);
    }
    return sums;
  }

  /** The account's state, cash, and what its guards know. */
  Markup risk() {
    Optional<JsonNode> told = account();
    if (told.isEmpty()) {
      return new Markup().line(AWAY);
    }
    JsonNode risk = told.get();
    Markup text =
        new Markup()
            .bold("Risk, account " + identity.account())
            .line(text(risk, "state"), "(%s)".formatted(text(risk, "reason")))
            .line("%s open positions".formatted(risk.path("openPositions").asString("?")));
    for (JsonNode one : risk.path("balances")) {
      text.line(
          text(one, "currency"),
          "free %s, reserved %s".formatted(number(one, "free"), number(one, "reserved")));
    }
    for (JsonNode one : risk.path("equity")) {
      text.line(
          text(one, "currency"),
          "today %s, below the peak by %s"
              .formatted(plain(decimal(one, "dayLoss").negate()), number(one, "drawdown")));
    }
    settings(text, risk);
    return text;
  }

  /** What the operator set, and the limits that are near or reached. */
  private static void settings(Markup text, JsonNode risk) {
    if (decimal(risk, "sizeScale", "1").compareTo(BigDecimal.ONE) != 0) {
      text.line("Sizes", "are multiplied by " + number(risk, "sizeScale"));
    }
    if (risk.hasNonNull("allowedNext")) {
      text.line("One entry", "may pass until " + text(risk.path("allowedNext"), "until"));
    }
    for (JsonNode limit : risk.path("limits")) {
      if (CLOSE.contains(text(limit, "state"))) {
        text.line(
            text(limit, "state"),
            "%s: %s of %s"
                .formatted(
                    "%s %s".formatted(text(limit, "name"), text(limit, "strategy")).strip(),
                    number(limit, "used"),
                    number(limit, "limit")));
      }
    }
  }

  private Optional<JsonNode> account() {
    return readings.read(TidemarkService.POSITION, "/api/v1/risk");
  }

  /** The last thoughts, the oldest of them first. */
  Markup thoughts() {
    List<ThoughtView> last = thoughts.last(identity.run(), MOST_THOUGHTS);
    Markup text = new Markup().bold("The last thoughts");
    for (ThoughtView thought : last) {
      text.line(thought.time().truncatedTo(ChronoUnit.SECONDS).toString(), thought.sentence());
    }
    return last.isEmpty() ? text.line("none yet") : text;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static String number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? "none" : plain(decimal(node, name));
  }

  private static BigDecimal decimal(JsonNode node, String name) {
    return decimal(node, name, "0");
  }

  private static BigDecimal decimal(JsonNode node, String name, String otherwise) {
    String text = node.path(name).asString(otherwise);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException("%s of a service is no number: %s".formatted(name, text), e);
    }
  }

  /** As it is, but with no more than eight digits behind the point. */
  private static String plain(BigDecimal number) {
    BigDecimal told = number.scale() > 8 ? number.setScale(8, RoundingMode.HALF_EVEN) : number;
    return told.signum() == 0 ? "0" : told.stripTrailingZeros().toPlainString();
  }
}
