package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole suite as processes, as {@code ./tidemark faults} runs it. */
class FaultSessionIT {

  private static final int KILLS = 10;

  /** With {@code -Dtidemark.long=true} every process is hit by every means. */
  private static final int ROUNDS = Boolean.getBoolean("tidemark.long") ? 3 : 1;

  private static final long SEED = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  @Timeout(2700)
  void keepsItsBooksEqualToTheVenuesOverKillsAndFaultsOfEveryKind() throws InterruptedException {
    Path json = folder.resolve("report.json");

    FaultReport report = session(KILLS, ROUNDS, json).run();

    assertThat(report.summary().invariants())
        .as("%s", printed())
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo(Invariants.HELD));
    int faults = FaultPlan.of(KILLS, ROUNDS, SEED).injections().size();
    assertThat(report.faults())
        .hasSize(faults)
        .extracting(Recovery::process)
        .containsAll(Arrays.stream(Victim.values()).map(Victim::processName).toList());
    assertThat(report.faults()).extracting(Recovery::means).contains(Means.values());
    assertThat(report.summary().positionsClosed()).isPositive();
    assertThat(report.summary().fills()).isPositive();
    assertThat(report.disturbances()).hasSizeGreaterThanOrEqualTo(KILLS);
    assertThat(printed()).contains("fault %d/%d".formatted(faults, faults));
    assertThat(json).isNotEmptyFile();
  }

  @Test
  @Timeout(600)
  void leavesNoProcessBehindWhenItIsStopped() throws InterruptedException {
    Set<Long> before = children();
    FaultSession session = session(0, 0, null);
    Thread stopper =
        Thread.ofPlatform()
            .start(
                () -> {
                  await().atMost(PATIENCE).until(() -> printed().contains("[1/8]"));
                  session.stop(PATIENCE);
                });

    assertThatThrownBy(session::run).isInstanceOf(InterruptedException.class);

    stopper.join();
    assertThat(children()).isSubsetOf(before);
    assertThat(Files.exists(folder.resolve("faults/postgres/postmaster.pid"))).isFalse();
  }

  private FaultSession session(int kills, int rounds, @Nullable Path json) {
    return new FaultSession(
        new FaultSettings(kills, rounds, SEED, json),
        new SuiteDirectory(folder.resolve("faults")),
        FreePorts.ofSuite(),
        new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }
}
