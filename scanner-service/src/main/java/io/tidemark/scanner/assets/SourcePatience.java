package io.tidemark.scanner.assets;

import java.time.Duration;

/**
 * How patiently an outside source is asked.
 *
 * @param attempts the first one included, 1 or above
 * @param firstPause before the second attempt; doubled before each further one
 * @param longestPause a source that asks for more is not asked again this time
 * @param connectTimeout how long a connection may take
 * @param answerTimeout how long an answer may take
 * @param breakerCalls of how many last calls half must fail until it is left alone
 * @param breakerPause for how long it is then
 */
record SourcePatience(
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration connectTimeout,
    Duration answerTimeout,
    int breakerCalls,
    Duration breakerPause) {

  /** What suits an API on the internet that is asked a few times an hour. */
  static final SourcePatience USUAL =
      new SourcePatience(
          4,
          Duration.ofSeconds(2),
          Duration.ofMinutes(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          10,
          Duration.ofMinutes(5));
}
