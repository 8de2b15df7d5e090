package io.tidemark.simulator.venue;

import io.tidemark.simulator.market.Market;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a venue opens with.
 *
 * @param markets at least one, not yet played
 * @param accounts names; each gets the opening balances
 * @param openingBalances by Kraken's name of the asset, at or above zero
 * @param identity the hash of all that decides what the venue does, save the requests
 * @param startMicros when it opens, if every market has traded by then; else when they have
 * @param stateDirectory where the journal is; null to keep nothing
 */
public record VenueSetup(
    List<Market> markets,
    Set<String> accounts,
    Map<String, BigDecimal> openingBalances,
    String identity,
    long startMicros,
    @Nullable Path stateDirectory) {

  public VenueSetup {
    markets = List.copyOf(markets);
    accounts = Set.copyOf(accounts);
    openingBalances = Map.copyOf(openingBalances);
  }
}
