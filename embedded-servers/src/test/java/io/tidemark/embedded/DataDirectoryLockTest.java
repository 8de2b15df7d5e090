package io.tidemark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DataDirectoryLockTest {

  @TempDir Path directory;

  @Test
  void refusesASecondHolderInTheSameProcess() {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(directory)) {
      assertThatThrownBy(() -> DataDirectoryLock.acquire(directory))
          .isInstanceOf(DataDirectoryInUseException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aRefusalDoesNotLoosenTheLock() throws Exception {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(directory)) {
      assertThatThrownBy(() -> DataDirectoryLock.acquire(directory)).isNotNull();
      assertThatThrownBy(() -> LockHolder.start(directory))
          .hasMessageContaining("DataDirectoryInUseException");
    }
  }

  @Test
  void namesTheProcessThatHoldsIt() throws Exception {
    Process holder = LockHolder.start(directory);
    try {
      var thrown =
          catchThrowableOfType(
              DataDirectoryInUseException.class, () -> DataDirectoryLock.acquire(directory));
      assertThat(thrown.holderPid()).isEqualTo(holder.pid());
      assertThat(thrown).hasMessageContaining("the process with pid " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void isFreeAgainWhenItsHolderIsKilled() throws Exception {
    LockHolder.start(directory).destroyForcibly().waitFor();
    try (DataDirectoryLock lock = DataDirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void waitsForAHolderToLeave() throws Exception {
    Process holder = LockHolder.start(directory);
    holder.getOutputStream().close();
    try (DataDirectoryLock lock = DataDirectoryLock.acquire(directory, Duration.ofSeconds(20))) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void canBeTakenAgainAfterItWasGivenBack() {
    DataDirectoryLock.acquire(directory).close();
    try (DataDirectoryLock lock = DataDirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
    }
  }
}
