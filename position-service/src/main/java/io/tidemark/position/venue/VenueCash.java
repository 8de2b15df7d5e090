package io.tidemark.position.venue;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The quote cash that an account starts with: what the venue holds, or on paper what is configured.
 */
public final class VenueCash {

  private final PeerClient client;
  private final URI balances;
  private final TradingMode mode;
  private final SuiteConfiguration configuration;
  private final RunIdentity identity;

  VenueCash(
      PeerClient client,
      URI executionService,
      TradingMode mode,
      SuiteConfiguration configuration,
      RunIdentity identity) {
    this.client = client;
    this.balances = executionService.resolve("/api/v1/balances");
    this.mode = mode;
    this.configuration = configuration;
    this.identity = identity;
  }

  /**
   * The cash in each quote currency of the configured symbols; 0 where the venue holds none.
   *
   * @throws PeerUnavailableException if the execution service does not tell
   */
  public SortedMap<String, BigDecimal> initial() {
    SortedMap<String, BigDecimal> cash = new TreeMap<>();
    BigDecimal each =
        mode == TradingMode.PAPER ? configuration.portfolio().initialCash() : BigDecimal.ZERO;
    configuration.symbols().stream().map(Symbol::quote).forEach(quote -> cash.put(quote, each));
    if (mode != TradingMode.PAPER) {
      ask().forEach(balance -> cash.computeIfPresent(balance.currency, (_, _) -> balance.total));
    }
    return cash;
  }

  private List<Balance> ask() {
    Answer answer = client.get(balances, Answer.class);
    if (answer.balances == null || !identity.account().equals(answer.account)) {
      throw new PeerUnavailableException(
          "%s tells of account %s, not of %s"
              .formatted(balances, answer.account, identity.account()));
    }
    return answer.balances;
  }

  private record Answer(@Nullable String account, @Nullable List<Balance> balances) {}

  private record Balance(String currency, BigDecimal total) {}
}
