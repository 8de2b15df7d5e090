package io.tidemark.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningWorkTest {

  private final RunningWork work = new RunningWork() {};

  @Test
  void wakesItsWorkerAndNobodyAfterwards() {
    assertThat(work.isStopped()).isFalse();

    work.stop();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(work.isStopped()).isTrue();

    work.leave();
    work.stop();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void takesAnInterruptAwayThatWasMeantForIt() {
    work.stop();

    work.leave();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void tellsWhatItWaitsForUntilItGoesOn() {
    assertThat(work.waitsFor()).isEmpty();

    work.waitFor("the ingestor");
    assertThat(work.waitsFor()).isEqualTo("the ingestor");

    work.waitFor("");
    assertThat(work.waitsFor()).isEmpty();
  }
}
