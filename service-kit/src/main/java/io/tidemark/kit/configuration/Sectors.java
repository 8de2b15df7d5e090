package io.tidemark.kit.configuration;

import io.tidemark.core.indicator.Peers;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.util.List;

/**
 * What each instrument is compared with: bitcoin against the same quote where the suite collects
 * it, and the other members of its sector.
 */
public final class Sectors {

  private static final String BITCOIN = "BTC";

  private final SuiteConfiguration suite;

  /** Of the suite of a configuration. */
  public Sectors(SuiteConfiguration suite) {
    this.suite = suite;
  }

  /** Bitcoin against a currency, which instruments of the same quote are compared with. */
  public static Symbol bitcoin(String quote) {
    return new Symbol(BITCOIN, quote);
  }

  /** What an instrument is compared with. */
  public Peers of(InstrumentId instrument) {
    if (!instrument.exchange().equals(suite.exchange().name())) {
      return Peers.NONE;
    }
    Symbol symbol = instrument.symbol();
    Symbol bitcoin = bitcoin(symbol.quote());
    boolean collected = symbol.equals(bitcoin) || suite.symbols().contains(bitcoin);
    List<Symbol> sector =
        suite.sectors().values().stream()
            .filter(members -> members.contains(symbol))
            .findFirst()
            .orElse(List.of());
    return new Peers(collected ? bitcoin : null, sector);
  }
}
