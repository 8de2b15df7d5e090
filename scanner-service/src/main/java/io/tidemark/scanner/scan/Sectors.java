package io.tidemark.scanner.scan;

import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What each instrument is compared with: bitcoin against the same quote where the suite collects
 * it, and the other members of its sector.
 */
@Component
final class Sectors {

  private static final String BITCOIN = "BTC";

  private final SuiteConfiguration suite;

  Sectors(SuiteConfiguration suite) {
    this.suite = suite;
  }

  Peers of(InstrumentId instrument) {
    if (!instrument.exchange().equals(suite.exchange().name())) {
      return Peers.NONE;
    }
    Symbol symbol = instrument.symbol();
    Symbol bitcoin = new Symbol(BITCOIN, symbol.quote());
    boolean collected = symbol.equals(bitcoin) || suite.symbols().contains(bitcoin);
    List<Symbol> sector =
        suite.sectors().values().stream()
            .filter(members -> members.contains(symbol))
            .findFirst()
            .orElse(List.of());
    return new Peers(collected ? bitcoin : null, sector);
  }
}
