package io.tidemark.kit.log;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Past bars of the log, read backwards from an offset. What is read of a partition is kept until
 * another one is asked for or it is released, as its instruments tend to begin together. For one
 * thread.
 */
public final class LogHistory {

  private static final long FIRST_SPAN = 2_000;

  private final TopicLog log;
  private final long most;

  private @Nullable Kept kept;

  /**
   * @param most messages of a partition that are looked through, 1 or above; older bars are the
   *     ingestor's
   */
  public LogHistory(TopicLog log, long most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "the messages that are looked through for past bars must be 1 or above, were " + most);
    }
    this.log = log;
    this.most = most;
  }

  /**
   * Bars of an instrument before an offset, in their order, without corrections.
   *
   * @param oldest close instant that is of interest; older ones may be among them
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  public List<BarsClosed> before(
      int partition, long offset, InstrumentId instrument, Instant oldest) {
    Kept messages = kept;
    if (messages == null || messages.partition != partition || messages.end > offset) {
      messages = new Kept(partition, offset);
      kept = messages;
    }
    messages.readUpTo(offset);
    while (messages.goesOn() && !messages.reaches(instrument, oldest)) {
      messages.readBack();
    }
    return messages.take(instrument);
  }

  /**
   * After the newest offset of a partition.
   *
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  public long end(int partition) {
    return log.kept(Topic.MARKET_BAR, partition).end();
  }

  /** Lets go of what was read. */
  public void release() {
    kept = null;
  }

  /** Raw messages of a partition by their key: most of them are never looked at. */
  private final class Kept {

    private final int partition;
    private final long stop;
    private final Map<String, Deque<byte[]>> byKey = new HashMap<>();
    private long first;
    private long end;
    private long span = FIRST_SPAN;

    Kept(int partition, long offset) {
      this.partition = partition;
      this.first = offset;
      this.end = offset;
      this.stop = Math.max(log.kept(Topic.MARKET_BAR, partition).first(), offset - most);
    }

    boolean goesOn() {
      return first > stop;
    }

    void readUpTo(long offset) {
      if (end < offset) {
        log.read(
            Topic.MARKET_BAR,
            partition,
            end,
            offset,
            message -> of(message.key()).addLast(message.value()));
        end = offset;
      }
    }

    void readBack() {
      long from = Math.max(stop, first - span);
      Map<String, List<byte[]>> read = new HashMap<>();
      log.read(
          Topic.MARKET_BAR,
          partition,
          from,
          first,
          message ->
              read.computeIfAbsent(key(message.key()), _ -> new ArrayList<>())
                  .add(message.value()));
      read.forEach((key, messages) -> messages.reversed().forEach(of(key)::addFirst));
      first = from;
      span *= 2;
    }

    private Deque<byte[]> of(@Nullable String key) {
      return byKey.computeIfAbsent(key(key), _ -> new ArrayDeque<>());
    }

    private static String key(@Nullable String key) {
      return key == null ? "" : key;
    }

    boolean reaches(InstrumentId instrument, Instant oldest) {
      for (byte[] message : byKey.getOrDefault(instrument.key(), new ArrayDeque<>())) {
        Optional<BarsClosed> bars = bars(message);
        if (bars.isPresent()) {
          return !bars.get().closeTime().isAfter(oldest);
        }
      }
      return false;
    }

    private static Optional<BarsClosed> bars(byte[] message) {
      return TopicLog.event(message, BarsClosed.class).filter(bars -> !bars.correction());
    }

    List<BarsClosed> take(InstrumentId instrument) {
      Deque<byte[]> messages = byKey.getOrDefault(instrument.key(), new ArrayDeque<>());
      return messages.stream().map(Kept::bars).flatMap(Optional::stream).toList();
    }
  }
}
