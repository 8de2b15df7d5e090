package io.tidemark.simulator.venue;

/**
 * A request that the venue refuses, with Kraken's words for it. Thrown from wherever the refusal is
 * found and turned into an answer in one place, by the protocol; nothing has changed.
 */
public final class KrakenException extends RuntimeException {

  public KrakenException(String error) {
    super(error, null, false, false);
  }

  public static KrakenException invalidArguments(String argument) {
    return new KrakenException("EGeneral:Invalid arguments:" + argument);
  }

  /** Kraken's words, such as {@code EOrder:Insufficient funds}. */
  public String error() {
    return String.valueOf(getMessage());
  }
}
