package io.tidemark.backfiller.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

@Timeout(10)
class InsistenceTest {

  private final Insistence insistence = new Insistence(new Halt(), Duration.ofMillis(1), "BTC/USD");
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void givesUpAtOnceWhatTheDatabaseRefuses() {
    assertThatThrownBy(() -> insistence.run(() -> fail(new DuplicateKeyException("twice"), 9)))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void waitsForADatabaseThatIsAway() {
    insistence.run(() -> fail(new CannotGetJdbcConnectionException("away"), 1));
    insistence.run(() -> fail(new QueryTimeoutException("slow"), 3));
    insistence.run(() -> fail(new TransactionSystemException("no acknowledgement"), 5));

    assertThat(attempts).hasValue(6);
  }

  private void fail(RuntimeException failure, int upTo) {
    if (attempts.incrementAndGet() <= upTo) {
      throw failure;
    }
  }
}
