package io.tidemark.operator.alert;

import io.tidemark.operator.retention.Keeping;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.operator.alerts}: how alerts are told and kept.
 *
 * @param mostAMinute messages to one recipient, above 0; what is above that is told in one message
 * @param tryFor how long a message is tried, above 0
 * @param keepFor age of alerts that are kept, above 0
 * @param keepMost number of alerts that are kept, above 0
 */
@ConfigurationProperties(prefix = "tidemark.operator.alerts", ignoreUnknownFields = false)
record AlertProperties(
    @DefaultValue("10") int mostAMinute,
    @DefaultValue("24h") Duration tryFor,
    @DefaultValue("90d") Duration keepFor,
    @DefaultValue("20000") long keepMost) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  AlertProperties {
    if (mostAMinute <= 0) {
      throw new IllegalArgumentException("most-a-minute must be above 0, was " + mostAMinute);
    }
    if (!tryFor.isPositive()) {
      throw new IllegalArgumentException("try-for must be above 0, was " + tryFor);
    }
  }

  Keeping keeping() {
    return new Keeping(keepFor, keepMost);
  }
}
