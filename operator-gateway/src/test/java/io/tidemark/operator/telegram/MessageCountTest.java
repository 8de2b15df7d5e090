package io.tidemark.operator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageCountTest {

  @Test
  void countsTheMessagesOfAMinuteByChat() {
    AtomicLong nanos = new AtomicLong(-5);
    MessageCount counts = new MessageCount(Duration.ofMinutes(1), nanos::get);

    assertThat(counts.next(1, 1)).isEqualTo(1);
    assertThat(counts.next(1, 2)).isEqualTo(2);
    assertThat(counts.next(2, 3)).isEqualTo(1);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    assertThat(counts.next(1, 4)).isEqualTo(3);
    nanos.incrementAndGet();
    assertThat(counts.next(1, 5)).isEqualTo(1);
  }

  @Test
  void countsAMessageThatComesAgainOnce() {
    MessageCount counts = new MessageCount(Duration.ofMinutes(1), () -> 0);

    assertThat(counts.next(1, 7)).isEqualTo(1);
    assertThat(counts.next(1, 7)).isEqualTo(1);
    assertThat(counts.next(1, 8)).isEqualTo(2);
  }
}
