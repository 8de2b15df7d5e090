package io.tidemark.backtester.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backtester.job.JobView.Progress;
import org.junit.jupiter.api.Test;

class JobProgressTest {

  /** 50 of 200 in 10 s are 5 a second; of the 100 that are left, 20 s. */
  @Test
  void tellsRateAndTimeLeftByWhatWasDoneHere() {
    assertThat(JobProgress.view("trials", 50, 100, 200, 10))
        .isEqualTo(new Progress(50, 100, 200, "trials", 5, 20L));
  }

  @Test
  void tellsNoTimeLeftBeforeAnythingIsDone() {
    assertThat(JobProgress.view("bars", 0, 0, 0, 0))
        .isEqualTo(new Progress(0, 0, 0, "bars", 0, null));
  }

  @Test
  void goesOnUntilItIsStopped() {
    JobProgress progress = new JobProgress("bars");
    assertThat(progress.test(1)).isTrue();

    progress.stop();
    progress.leave();

    assertThat(progress.test(2)).isFalse();
  }
}
