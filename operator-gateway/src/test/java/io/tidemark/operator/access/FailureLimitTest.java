package io.tidemark.operator.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureLimitTest {

  private final AtomicLong now = new AtomicLong(7);
  private final FailureLimit limit = new FailureLimit(now::get);

  @Test
  void refusesAnAddressAfterTenFailuresUntilItsMinuteIsOver() {
    for (int i = 0; i < FailureLimit.ALLOWED; i++) {
      assertThat(limit.secondsToWait("a")).isZero();
      limit.failed("a");
    }

    assertThat(limit.secondsToWait("a")).isEqualTo(60);
    assertThat(limit.secondsToWait("b")).isZero();
    pass(Duration.ofMillis(59_500));
    assertThat(limit.secondsToWait("a")).isEqualTo(1);
    pass(Duration.ofMillis(500));
    assertThat(limit.secondsToWait("a")).isZero();
    limit.failed("a");
    assertThat(limit.secondsToWait("a")).isZero();
  }

  @Test
  void countsAnewAMinuteAfterTheFirstFailure() {
    for (int i = 0; i < FailureLimit.ALLOWED - 1; i++) {
      limit.failed("a");
    }
    pass(Duration.ofMinutes(1));

    limit.failed("a");

    assertThat(limit.secondsToWait("a")).isZero();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
