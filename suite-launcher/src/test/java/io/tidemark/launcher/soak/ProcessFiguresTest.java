package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reads real processes. */
@EnabledOnOs(OS.LINUX)
class ProcessFiguresTest {

  private static final int MORE = 100;

  @TempDir Path folder;

  private static ProcessFigures own() {
    return ProcessFigures.of(ProcessHandle.current()).orElseThrow();
  }

  @Test
  void readsItsOwnProcess() {
    ProcessFigures figures = own();

    assertThat(figures.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(figures.memoryBytes()).isBetween(10L << 20, 8L << 30);
    assertThat(figures.threads()).isGreaterThan(4);
    assertThat(figures.ageSeconds()).isPositive();
    assertThat(figures.cpuSeconds()).isPositive();
  }

  @Test
  void seesFilesThatAreOpened() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    int before = own().openFiles();
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < MORE; i++) {
        open.add(Files.newInputStream(file));
      }

      assertThat(own().openFiles()).isBetween(before + MORE - 20, before + MORE + 20);
    } finally {
      for (InputStream one : open) {
        one.close();
      }
    }
  }

  @Test
  void seesThreadsThatAreStarted() throws InterruptedException {
    int before = own().threads();
    CountDownLatch started = new CountDownLatch(MORE);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < MORE; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    started.countDown();
                    awaits(end);
                  }));
    }
    started.await();

    assertThat(own().threads()).isGreaterThan(before + MORE - 20);

    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void addsUpAProcessAndItsChildren() throws IOException, InterruptedException {
    // Three processes; the end of the input ends them.
    Process parent = new ProcessBuilder("sh", "-c", "cat | cat").start();
    try {
      ProcessFigures alone = ProcessFigures.of(parent.toHandle()).orElseThrow();
      await().until(() -> parent.descendants().count() == 2);

      ProcessFigures all = ProcessFigures.withChildren(parent.toHandle()).orElseThrow();

      assertThat(all.threads()).isEqualTo(3);
      assertThat(all.openFiles()).isGreaterThan(alone.openFiles());
      assertThat(all.pid()).isEqualTo(parent.pid());
    } finally {
      parent.getOutputStream().close();
      parent.waitFor();
    }
  }

  @Test
  void isEmptyOfAProcessThatHasEnded() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertThat(ProcessFigures.of(process.toHandle())).isEmpty();
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
