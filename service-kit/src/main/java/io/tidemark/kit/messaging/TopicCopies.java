package io.tidemark.kit.messaging;

import io.tidemark.kit.configuration.ConfigurationException;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * On how many brokers a topic's messages lie, for topics that do not exist yet.
 *
 * @param factor copies of each message, 1 or above; empty for what the brokers are set to
 * @param minInSync copies that must be written before a message is acknowledged, 1 or above and at
 *     most the factor; empty likewise
 */
public record TopicCopies(Optional<Short> factor, Optional<Integer> minInSync) {

  /** As the brokers are set. */
  public static final TopicCopies OF_THE_BROKERS =
      new TopicCopies(Optional.empty(), Optional.empty());

  static final String FACTOR = "TIDEMARK_KAFKA_REPLICATION_FACTOR";
  static final String MIN_IN_SYNC = "TIDEMARK_KAFKA_MIN_IN_SYNC";

  private static final TopicCopies PRODUCTION =
      new TopicCopies(Optional.of((short) 3), Optional.of(2));

  /** Validates both. */
  public TopicCopies {
    if (factor.isPresent() && minInSync.isPresent() && minInSync.get() > factor.get()) {
      throw new ConfigurationException(
          "%s must be at most %s, %d, was %d: else nothing could ever be written"
              .formatted(MIN_IN_SYNC, FACTOR, factor.get(), minInSync.get()));
    }
  }

  /**
   * As configured; with the profile {@code production}, three copies of which two are written,
   * unless something else is.
   *
   * @throws ConfigurationException if a number is none
   */
  static TopicCopies of(Environment environment) {
    TopicCopies usual =
        environment.acceptsProfiles(Profiles.of("production")) ? PRODUCTION : OF_THE_BROKERS;
    Optional<Short> factor =
        number(environment, "tidemark.kafka.replication-factor", FACTOR).map(Integer::shortValue);
    Optional<Integer> least = number(environment, "tidemark.kafka.min-in-sync", MIN_IN_SYNC);
    return new TopicCopies(factor.or(usual::factor), least.or(usual::minInSync));
  }

  private static Optional<Integer> number(
      Environment environment, String property, String variable) {
    String text = environment.getProperty(property, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new ConfigurationException(
          "%s must be a number of brokers, 1 to 999, was '%s'".formatted(variable, text));
    }
    return Optional.of(Integer.valueOf(text));
  }
}
