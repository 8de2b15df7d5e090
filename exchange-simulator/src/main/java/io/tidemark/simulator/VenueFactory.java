package io.tidemark.simulator;

import io.tidemark.model.Ids;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.ModelledDepth;
import io.tidemark.simulator.market.Pair;
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

  static Venue open(SimulatorSettings settings, List<Recording> recordings) {
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
            settings.start().map(VenueFactory::micros).orElse(Long.MIN_VALUE),
            settings.stateDirectory().orElse(null)));
  }

  private static Market market(SimulatorSettings settings, DataSource source, Recording recording) {
    Pair pair =
        Pair.of(
            source.symbol(),
            recording.priceDecimals(),
            settings.orderMinimum(),
            settings.costMinimum(),
            settings.takerFeeRate(),
            settings.makerFeeRate());
    return new Market(
        pair, recording.tape(), new ModelledDepth(recording.tape(), recording.priceDecimals()));
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

  private static String identity(SimulatorSettings settings, List<Recording> recordings) {
    return Ids.sha256(
        String.join(
            "\n",
            settings.data().stream().map(source -> source.symbol().toString()).toList().toString(),
            recordings.stream().map(Recording::sha256).toList().toString(),
            settings.keys().stream().map(ApiKey::key).sorted().toList().toString(),
            new TreeMap<>(settings.openingBalances()).toString(),
            settings.takerFeeRate().toPlainString(),
            settings.makerFeeRate().toPlainString(),
            settings.orderMinimum().toPlainString(),
            settings.costMinimum().toPlainString(),
            settings.start().map(Instant::toString).orElse("data")));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
