package io.tidemark.kit.configuration;

import java.util.Locale;

/** Where orders go. */
public enum TradingMode {
  /** To the fill model, on live market data; no key is needed. */
  PAPER,
  /** To the venue's sandbox or to the simulator. */
  SANDBOX,
  /** To the venue, with real money. */
  LIVE;

  /**
   * Parses {@code paper}, {@code sandbox} or {@code live}.
   *
   * @throws ConfigurationException if it is none of these
   */
  public static TradingMode parse(String text) {
    for (TradingMode mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new ConfigurationException(
        "TRADING_MODE: must be paper, sandbox or live, was '%s'".formatted(text));
  }
}
