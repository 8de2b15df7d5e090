package io.tidemark.scanner.scan;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An instrument and the primary timeframe of the strategies to run on it. */
record ScanTarget(InstrumentId instrument, Timeframe timeframe) implements Comparable<ScanTarget> {

  /**
   * Reads a list such as {@code kraken:BTC/USD@1m,kraken:ETH/USD@5m}.
   *
   * @param setting the list's name, for errors
   * @return in order; empty for a blank text
   * @throws ConfigurationException if an entry is not of that form
   */
  static Set<ScanTarget> parseAll(String setting, String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> parse(setting, entry))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ScanTarget parse(String setting, String entry) {
    int colon = entry.indexOf(':');
    int at = entry.indexOf('@');
    if (colon < 0 || at < colon) {
      throw wrong(setting, entry, "must look like kraken:BTC/USD@1m");
    }
    try {
      return new ScanTarget(
          InstrumentId.of(entry.substring(0, colon), entry.substring(colon + 1, at)),
          Timeframe.parse(entry.substring(at + 1)));
    } catch (IllegalArgumentException e) {
      throw wrong(setting, entry, String.valueOf(e.getMessage()));
    }
  }

  private static ConfigurationException wrong(String setting, String entry, String problem) {
    return new ConfigurationException("%s: '%s': %s".formatted(setting, entry, problem));
  }

  @Override
  public int compareTo(ScanTarget other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return instrument.exchange() + ":" + instrument.symbol() + "@" + timeframe;
  }
}
