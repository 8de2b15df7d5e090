package io.tidemark.launcher.observe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the position-service says of the account: its state, and what it has won or lost. */
final class AccountWatch {

  private final SortedMap<String, Balance> balances = new TreeMap<>();
  private String state = "";
  private String reason = "";
  private long openPositions;

  /**
   * The results in one currency, after fees.
   *
   * @param first realised profit when it was first read
   * @param last realised profit as it was last read
   * @param equity as it was last noted; null before that
   */
  private record Balance(BigDecimal first, BigDecimal last, @Nullable BigDecimal equity) {}

  /**
   * What one currency came to meanwhile.
   *
   * @param realisedPnl what was won since it was first read, after fees
   * @param equity as it was last noted; null before that
   */
  record Result(String currency, BigDecimal realisedPnl, @Nullable BigDecimal equity) {

    /** What was won or lost, to a hundredth. */
    String text() {
      return "%+.2f %s".formatted(realisedPnl, currency);
    }
  }

  /** Takes in {@code risk}. */
  void see(JsonNode risk) {
    state = risk.path("state").asString("");
    reason = risk.path("reason").asString("");
    openPositions = risk.path("openPositions").asLong(0);
    for (JsonNode balance : risk.path("balances")) {
      BigDecimal pnl = decimal(balance.path("realisedPnl")).orElse(BigDecimal.ZERO);
      balances.merge(
          balance.path("currency").asString(""),
          new Balance(pnl, pnl, null),
          (before, now) -> new Balance(before.first, now.last, before.equity));
    }
    for (JsonNode standing : risk.path("equity")) {
      BigDecimal equity = decimal(standing.path("equity")).orElse(null);
      balances.computeIfPresent(
          standing.path("currency").asString(""),
          (_, balance) -> new Balance(balance.first, balance.last, equity));
    }
  }

  private static Optional<BigDecimal> decimal(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? Optional.empty()
        : Optional.of(new BigDecimal(value.asString()));
  }

  /** Empty before it was told. */
  String state() {
    return state;
  }

  /** Why it is in its state. */
  String reason() {
    return reason;
  }

  long openPositions() {
    return openPositions;
  }

  /** By currency. */
  List<Result> results() {
    return balances.entrySet().stream()
        .map(
            balance ->
                new Result(
                    balance.getKey(),
                    balance.getValue().last.subtract(balance.getValue().first),
                    balance.getValue().equity))
        .toList();
  }
}
