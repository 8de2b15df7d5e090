package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenSlotsTest {

  private static final Instant MINUTE = Instant.parse("2025-01-06T10:00:00Z");

  private final SeenSlots slots = new SeenSlots();

  @Test
  void countsEachMinuteOfEachSeriesOnce() {
    slots.see("a", MINUTE);
    slots.see("a", MINUTE);
    slots.see("a", MINUTE.plusSeconds(59));
    slots.see("a", MINUTE.plusSeconds(60));
    slots.see("b", MINUTE);

    assertThat(slots.count()).isEqualTo(3);
  }

  @Test
  void tellsWhatIsBeforeTheFirstFromWhatIsAfter() {
    slots.see("a", MINUTE);
    slots.see("a", MINUTE.minusSeconds(60));
    slots.see("a", MINUTE.plusSeconds(60));
    slots.see("a", MINUTE.minusSeconds(60));

    assertThat(slots.count()).isEqualTo(3);
  }

  @Test
  void countsMinutesBeforeTheEpoch() {
    slots.see("a", Instant.EPOCH.minusSeconds(1));
    slots.see("a", Instant.EPOCH);

    assertThat(slots.count()).isEqualTo(2);
  }
}
