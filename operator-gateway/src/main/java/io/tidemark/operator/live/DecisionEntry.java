package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.event.StrategyDecision;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What strategies decided on the bars of an instant, as the scanner's table shows it. */
final class DecisionEntry {

  private static final Set<String> CLOSING = Set.of("CLOSE", "PARTIAL_CLOSE");

  private DecisionEntry() {}

  /** What one strategy decided. */
  static ObjectNode of(StrategyDecision decision) {
    ObjectNode entry =
        Json.mapper()
            .createObjectNode()
            .put("decisionId", decision.decisionId().toString())
            .put("strategy", decision.strategy())
            .put("outcome", decision.outcome().name())
            .put("confidence", decision.confidence())
            .put("strength", decision.strength());
    if (decision.type() != null) {
      entry.put("type", decision.type().name());
    }
    if (decision.blockReason() != null) {
      entry.put("blockReason", decision.blockReason().name());
    }
    if (!decision.reasons().isEmpty()) {
      entry.put("reason", decision.reasons().getFirst());
    }
    decision.indicators().entrySet().stream()
        .filter(indicator -> indicator.getKey().startsWith("regime"))
        .map(Map.Entry::getValue)
        .findFirst()
        .ifPresent(regime -> entry.put("regime", regime));
    return entry;
  }

  /** All of one timeframe, with their votes counted. */
  static ObjectNode together(Instant closeTime, ArrayNode strategies) {
    int buy = 0;
    int sell = 0;
    int close = 0;
    int hold = 0;
    int blocked = 0;
    for (JsonNode strategy : strategies) {
      String outcome = strategy.path("outcome").asString();
      String type = strategy.path("type").asString("");
      boolean signal = outcome.equals("SIGNAL");
      buy += signal && type.equals("BUY") ? 1 : 0;
      sell += signal && type.equals("SELL") ? 1 : 0;
      close += signal && CLOSING.contains(type) ? 1 : 0;
      hold += outcome.equals("HOLD") ? 1 : 0;
      blocked += outcome.equals("BLOCKED") ? 1 : 0;
    }
    ObjectNode all = Json.mapper().createObjectNode().put("time", closeTime.toString());
    all.putObject("votes")
        .put("buy", buy)
        .put("sell", sell)
        .put("close", close)
        .put("hold", hold)
        .put("blocked", blocked);
    strategies
        .valueStream()
        .filter(strategy -> strategy.has("regime"))
        .findFirst()
        .ifPresent(strategy -> all.set("regime", strategy.get("regime")));
    all.set("strategies", strategies);
    return all;
  }
}
