package io.tidemark.ml.run;

import java.util.UUID;

/** How an attempt at a run ended. */
sealed interface RunEnding {

  /**
   * There is a model in the registry.
   *
   * @param detail what became of it
   * @param report how it came to be, as JSON
   */
  record Made(String detail, String report, UUID modelId) implements RunEnding {}

  /**
   * There is none, and another attempt would not help.
   *
   * @param reason what went wrong, and what to do
   */
  record Failed(String reason) implements RunEnding {}

  /**
   * It was broken off from outside and is to be taken up again.
   *
   * @param reason by what
   */
  record BrokenOff(String reason) implements RunEnding {}
}
