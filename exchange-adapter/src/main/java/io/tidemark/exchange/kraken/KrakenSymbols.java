package io.tidemark.exchange.kraken;

import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kraken's names for pairs and currencies, both ways. A pair has three: {@code XXBTZUSD} in REST,
 * {@code XBTUSD} in orders and {@code XBT/USD} on streams.
 */
final class KrakenSymbols {

  /** The codes that differ from those everybody else uses. */
  private static final Map<String, String> COMMON = Map.of("XBT", "BTC", "XDG", "DOGE");

  /**
   * The old currencies whose code Kraken leads with X (crypto) or Z (fiat). Newer ones such as ZETA
   * begin with these letters by themselves.
   */
  private static final List<String> PREFIXED =
      List.of(
          "XETC", "XETH", "XICN", "XLTC", "XMLN", "XNMC", "XREP", "XXBT", "XXDG", "XXLM", "XXMR",
          "XXRP", "XXVN", "XZEC", "ZAUD", "ZCAD", "ZEUR", "ZGBP", "ZJPY", "ZKRW", "ZUSD");

  /**
   * One pair.
   *
   * @param restName such as {@code XXBTZUSD}
   * @param orderName such as {@code XBTUSD}
   * @param streamName such as {@code XBT/USD}
   */
  record Pair(InstrumentDetails details, String restName, String orderName, String streamName) {

    InstrumentId instrument() {
      return details.instrument();
    }
  }

  private final Map<InstrumentId, Pair> byInstrument = new HashMap<>();
  private final Map<String, Pair> byName = new HashMap<>();

  KrakenSymbols(Collection<Pair> pairs) {
    for (Pair pair : pairs) {
      byInstrument.put(pair.instrument(), pair);
      byName.put(pair.restName(), pair);
      byName.put(pair.orderName(), pair);
      byName.put(pair.streamName(), pair);
    }
  }

  /** All instruments, ordered. */
  List<InstrumentDetails> details() {
    return byInstrument.values().stream()
        .map(Pair::details)
        .sorted((a, b) -> a.instrument().compareTo(b.instrument()))
        .toList();
  }

  Optional<Pair> find(InstrumentId instrument) {
    return Optional.ofNullable(byInstrument.get(instrument));
  }

  /** The pair of any of its three names. */
  Optional<Pair> find(String venueName) {
    return Optional.ofNullable(byName.get(venueName));
  }

  /** The symbol of a stream name, such as BTC/USD of {@code XBT/USD}. */
  static Symbol symbolOf(String streamName) {
    Symbol venue = Symbol.parse(streamName);
    return new Symbol(currencyOf(venue.base()), currencyOf(venue.quote()));
  }

  /**
   * The common code of a currency, such as BTC of {@code XXBT}. What follows a dot stays: {@code
   * XBT.F} is held otherwise than BTC and becomes {@code BTC.F}.
   */
  static String currencyOf(String venueCode) {
    int dot = venueCode.indexOf('.');
    String code = dot < 0 ? venueCode : venueCode.substring(0, dot);
    String suffix = dot < 0 ? "" : venueCode.substring(dot);
    String bare = PREFIXED.contains(code) ? code.substring(1) : code;
    return COMMON.getOrDefault(bare, bare) + suffix;
  }
}
