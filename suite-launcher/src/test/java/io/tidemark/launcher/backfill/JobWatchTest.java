package io.tidemark.launcher.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobWatchTest {

  private static final BackfillClient.Job BEGUN = job(1);
  private static final BackfillClient.Job HALF = job(50);

  @Test
  void goesOnFromWhatWasToldLastIfAnAnswerFailsToCome() {
    JobWatch watch = watch(Optional.empty(), Optional.of(HALF), Optional.empty());

    assertThat(watch.after(BEGUN)).isEqualTo(BEGUN);
    assertThat(watch.after(BEGUN)).isEqualTo(HALF);
    assertThat(watch.after(HALF)).isEqualTo(HALF);
  }

  @Test
  void endsOnceNoAnswerComesForLong() {
    JobWatch watch = watch(Optional.empty(), Optional.empty());

    assertThat(watch.after(BEGUN)).isEqualTo(BEGUN);
    assertThatThrownBy(() -> watch.after(BEGUN)).hasMessage("no answer");
  }

  @SafeVarargs
  private static JobWatch watch(Optional<BackfillClient.Job>... answers) {
    Deque<Optional<BackfillClient.Job>> next = new ArrayDeque<>(List.of(answers));
    return new JobWatch(
        () -> next.removeFirst().orElseThrow(() -> new IllegalStateException("no answer")), 1);
  }

  private static BackfillClient.Job job(double percent) {
    return new BackfillClient.Job(
        new UUID(0, 1), "kraken", "RUNNING", "", percent, 0, 0, 0, null, List.of());
  }
}
