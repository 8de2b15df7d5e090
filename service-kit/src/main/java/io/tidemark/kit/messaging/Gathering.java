package io.tidemark.kit.messaging;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether messages are handled yet, or wait for others that belong to them. */
@FunctionalInterface
public interface Gathering {

  /** Messages are handled as they come. */
  Gathering NONE = (_, _) -> false;

  /**
   * Whether more is polled before these messages are handled; asked on the consumer's thread, again
   * after each poll. Keep it well below the time in which a consumer must poll.
   *
   * @param messages all that wait
   * @param waited since the first of them were polled
   */
  boolean goesOn(List<ConsumerRecord<String, byte[]>> messages, Duration waited);
}
