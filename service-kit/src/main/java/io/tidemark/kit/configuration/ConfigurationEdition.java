package io.tidemark.kit.configuration;

/**
 * A suite's whole configuration as it was at one moment. Immutable.
 *
 * @param contentHash SHA-256 of the files it was read from, comments and all
 */
public record ConfigurationEdition(
    SuiteConfiguration suite, Strategies strategies, String contentHash) {

  /** Whether {@code other} says the same, however it is written. */
  public boolean saysTheSameAs(ConfigurationEdition other) {
    return suite.equals(other.suite) && strategies.equals(other.strategies);
  }
}
