package io.tidemark.scanner.scan;

import io.tidemark.kit.configuration.ConfigurationException;
import java.util.Set;

/**
 * Which instruments and timeframes a scanner decides on.
 *
 * @param only what it is limited to; empty for everything
 * @param except what it leaves to scanners that are limited to it; empty if {@code only} is not
 */
record ScanScope(Set<ScanTarget> only, Set<ScanTarget> except) {

  /** The name of the setting of {@code only}. */
  static final String ONLY = "SCANNER_INSTRUMENTS";

  /** The name of the setting of {@code except}. */
  static final String EXCEPT = "SCANNER_EXCEPT";

  /** All there is. */
  static final ScanScope EVERYTHING = new ScanScope(Set.of(), Set.of());

  ScanScope {
    if (!only.isEmpty() && !except.isEmpty()) {
      throw new ConfigurationException(
          "%s and %s exclude each other: a scanner is limited to a list, or takes all but one"
              .formatted(ONLY, EXCEPT));
    }
  }

  /**
   * Reads both lists.
   *
   * @throws ConfigurationException if an entry is not of the form {@code kraken:BTC/USD@1m}, or
   *     both lists have entries
   */
  static ScanScope parse(String only, String except) {
    return new ScanScope(ScanTarget.parseAll(ONLY, only), ScanTarget.parseAll(EXCEPT, except));
  }

  /** Whether it is limited to a list. */
  boolean isLimited() {
    return !only.isEmpty();
  }

  boolean contains(ScanTarget target) {
    return isLimited() ? only.contains(target) : !except.contains(target);
  }
}
