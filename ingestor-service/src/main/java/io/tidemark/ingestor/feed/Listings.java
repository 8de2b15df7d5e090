package io.tidemark.ingestor.feed;

import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks what is configured against what the venue lists. */
final class Listings {

  private Listings() {}

  /**
   * The configured symbols as the venue lists them.
   *
   * @throws ConfigurationException naming every symbol that the venue does not list
   */
  static List<InstrumentDetails> require(
      String exchange, List<Symbol> symbols, List<InstrumentDetails> listed) {
    Map<InstrumentId, InstrumentDetails> byId =
        listed.stream()
            .collect(
                Collectors.toMap(
                    InstrumentDetails::instrument, Function.identity(), (first, same) -> first));
    List<InstrumentId> wanted =
        symbols.stream().distinct().map(symbol -> new InstrumentId(exchange, symbol)).toList();
    List<String> unknown =
        wanted.stream()
            .filter(id -> !byId.containsKey(id))
            .map(id -> id.symbol().toString())
            .toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "symbols: %s does not list %s; see its %d instruments or correct the configuration"
              .formatted(exchange, String.join(", ", unknown), listed.size()));
    }
    return wanted.stream().map(byId::get).toList();
  }
}
