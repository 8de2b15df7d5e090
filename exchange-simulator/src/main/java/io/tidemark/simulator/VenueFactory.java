package io.tidemark.simulator;

import io.tidemark.model.Ids;
import io.tidemark.simulator.SimulatorSettings.Opening;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.ModelledDepth;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.market.ReplayedDepth;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.tape.Recording;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueSetup;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the venue that settings and recordings ask for. */
final class VenueFactory {
  private VenueFactory() {}

  /**
   * @param recordings of the settings' data, in their order
   */
  static Venue open(SimulatorSettings settings, List<MarketRecording> recordings) {
    List<Market> markets = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      markets.add(market(settings, settings.data().get(i), recordings.get(i)));
    }
    return Venue.open(
        new VenueSetup(
            markets,
            settings.keys().stream().map(ApiKey::key).collect(Collectors.toSet()),
            openingBalances(settings, markets),
            identity(settings, recordings),
            openingMicros(settings.opening()),
            settings.stateDirectory().orElse(null)));
  }

  private static Market market(
      SimulatorSettings settings, DataSource source, MarketRecording recording) {
    MarketRules rules = source.rules().orElse(settings.rules());
    Recording trades = recording.trades();
    Pair pair =
        Pair.of(
            source.symbol(),
            trades.priceDecimals(),
            rules.orderMinimum(),
            rules.costMinimum(),
            rules.takerFeeRate(),
            rules.makerFeeRate());
    return new Market(
        pair,
        trades.tape(),
        recording.depth().isPresent()
            ? new ReplayedDepth(recording.depth().get().depth())
            : new ModelledDepth(trades.tape(), trades.priceDecimals()));
  }

  /** Every traded asset has a balance, if only of zero. */
  private static Map<String, BigDecimal> openingBalances(
      SimulatorSettings settings, List<Market> markets) {
    Map<String, BigDecimal> balances = new TreeMap<>();
    for (Market market : markets) {
      balances.put(market.pair().base().name(), BigDecimal.ZERO);
      balances.put(market.pair().quote().name(), BigDecimal.ZERO);
    }
    settings
        .openingBalances()
        .forEach(
            (code, amount) -> {
              if (balances.replace(Asset.of(code).name(), amount) == null) {
                throw new IllegalArgumentException(
                    "openingBalances must be of traded currencies, %s is not".formatted(code));
              }
            });
    return balances;
  }

  private static String identity(SimulatorSettings settings, List<MarketRecording> recordings) {
    MarketRules rules = settings.rules();
    List<String> parts =
        new ArrayList<>(
            List.of(
                settings.data().stream().map(s -> s.symbol().toString()).toList().toString(),
                recordings.stream().map(r -> r.trades().sha256()).toList().toString(),
                settings.keys().stream().map(ApiKey::key).sorted().toList().toString(),
                new TreeMap<>(settings.openingBalances()).toString(),
                rules.takerFeeRate().toPlainString(),
                rules.makerFeeRate().toPlainString(),
                rules.orderMinimum().toPlainString(),
                rules.costMinimum().toPlainString(),
                openingName(settings.opening())));
    for (int i = 0; i < recordings.size(); i++) {
      int market = i;
      settings.data().get(i).rules().ifPresent(own -> parts.add(market + " " + own));
      recordings.get(i).depth().ifPresent(own -> parts.add(market + " " + own.trades().sha256()));
    }
    return Ids.sha256(String.join("\n", parts));
  }

  private static String openingName(Opening opening) {
    return switch (opening) {
      case Opening.DataStart start -> "data";
      case Opening.At(var instant) -> instant.toString();
      case Opening.DataEnd end -> "end";
    };
  }

  private static long openingMicros(Opening opening) {
    return switch (opening) {
      case Opening.DataStart start -> Long.MIN_VALUE;
      case Opening.At(var instant) -> ChronoUnit.MICROS.between(Instant.EPOCH, instant);
      case Opening.DataEnd end -> Long.MAX_VALUE;
    };
  }
}
