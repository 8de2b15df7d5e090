package io.tidemark.kit.messaging;

import io.tidemark.kit.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * How a consumer is a member of its group.
 *
 * @param instance the name by which a consumer that is started again gets the partitions that it
 *     had, without a rebalance; empty for a new member at each start
 * @param sessionTimeout how long a member that is silent keeps its partitions
 */
record GroupMembership(Optional<String> instance, Duration sessionTimeout) {

  static final String INSTANCE = "TIDEMARK_KAFKA_INSTANCE_ID";
  static final String SESSION_TIMEOUT = "TIDEMARK_KAFKA_SESSION_TIMEOUT";

  /** Of a broker that is set as usual. */
  private static final Duration SHORTEST = Duration.ofSeconds(6);

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  GroupMembership {
    instance.ifPresent(
        name -> {
          if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                "%s must be of letters, digits, '.', '_' and '-', at most 249, was '%s'"
                    .formatted(INSTANCE, name));
          }
        });
    if (sessionTimeout.compareTo(SHORTEST) < 0 || sessionTimeout.compareTo(LONGEST) > 0) {
      throw new ConfigurationException(
          "%s must be from 6s to 30m, was %s".formatted(SESSION_TIMEOUT, sessionTimeout));
    }
  }

  /**
   * As configured.
   *
   * @throws ConfigurationException naming the setting that cannot be used
   */
  static GroupMembership of(Environment environment) {
    String instance = environment.getProperty("tidemark.kafka.instance-id", "").strip();
    return new GroupMembership(
        instance.isEmpty() ? Optional.empty() : Optional.of(instance),
        duration(environment.getProperty("tidemark.kafka.session-timeout", "").strip()));
  }

  private static Duration duration(String text) {
    if (text.isEmpty()) {
      return USUAL;
    }
    try {
      return DurationStyle.SIMPLE.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s must be a duration such as 10s, was '%s'".formatted(SESSION_TIMEOUT, text));
    }
  }
}
