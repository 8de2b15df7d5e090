package io.tidemark.kit.messaging;

import io.tidemark.model.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a service does with the events of a poll. All calls come on one thread. Within a
 * transactional consumer everything between {@link #expect} and the end of {@link #flush} is one
 * transaction, offsets included.
 */
public interface EventHandler {

  /** Tells what the next calls of {@link #handle} will bring, so that it can be read up at once. */
  default void expect(List<Received> poll) {}

  /**
   * What handling an event is called in its trace, such as {@code scan}; empty where it is not
   * measured, as for what comes by the thousand and mostly leads to nothing.
   */
  default Optional<String> span(Event event) {
    return Optional.empty();
  }

  /** Applies one event; called in the order of the poll. */
  void handle(Received received);

  /** Persists and publishes what the poll's events led to; called once at its end. */
  void flush();

  /**
   * Nothing has come for a moment: the time for work that events would have to wait for. Called
   * again and again while nothing comes; of streaming consumers only.
   */
  default void idle() {}

  /**
   * Whether the poll's events changed nothing and led to nothing, and would do so again if they
   * came again; asked after {@link #flush}. That they were consumed may then be stored later.
   */
  default boolean changedNothing() {
    return false;
  }

  /**
   * Throws away what is in memory: the last poll was not committed. The next event must find the
   * state as the database holds it.
   */
  void reset();

  /** Tells which partitions are read from now on, before their first event. */
  default void assigned(Collection<TopicPartition> partitions) {}

  /** Tells which partitions are read no more; between two polls, or after they were lost. */
  default void revoked(Collection<TopicPartition> partitions) {}
}
