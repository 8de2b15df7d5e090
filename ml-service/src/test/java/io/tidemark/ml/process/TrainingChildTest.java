package io.tidemark.ml.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.SyntheticMarket;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import io.tidemark.ml.model.kind.ModelKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class TrainingChildTest {

  private static final ModelSettings QUICK = new ModelSettings.Logistic(0.01);

  @TempDir private Path directory;
  private final SyntheticMarket market = SyntheticMarket.trending(2_001);

  static List<ModelSettings> endless() {
    return List.of(
        new ModelSettings.Boosting(10_000, 6, 0.01, 0, 1, 1),
        new ModelSettings.Lstm(List.of(32, 16), 0.2, 64, 10_000, 0.001, 16, 0, 1));
  }

  @Test
  void trainsTheSameModelAsThisProcessWould() throws Exception {
    TrainingTask task = task(new ModelSettings.Boosting(5, 3, 0.3, 0, 1, 7));
    Samples heldOut = market.samples(1_500, 2_000);
    LinkedBlockingQueue<TrainingStep> steps = new LinkedBlockingQueue<>();

    try (TrainingChild child = start(task, steps::add);
        Model here =
            ModelKinds.trainer(task.settings())
                .train(task.train(), task.validation(), TrainingProgress.UNHEARD)) {
      TrainingOutcome outcome = child.await();

      assertThat(outcome).isInstanceOf(TrainingOutcome.Trained.class);
      try (Model there = ModelKinds.load(directory.resolve("work/model"))) {
        assertThat(there.predict(heldOut)).isDeepEqualTo(here.predict(heldOut));
      }
    }
    assertThat(steps).extracting(TrainingStep::done).containsExactly(1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endsWithinTenSecondsOfSigterm(ModelSettings settings) throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    try (TrainingChild child = start(task(settings), _ -> stepped.countDown())) {
      stepped.await();
      ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();

      process.destroy();

      process.onExit().get(10, TimeUnit.SECONDS);
      assertThat(child.await()).isInstanceOf(TrainingOutcome.Cancelled.class);
    }
    assertNothingIsLeft();
  }

  @Test
  void canBeCancelled() throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    try (TrainingChild child = start(task(endless().getFirst()), _ -> stepped.countDown())) {
      stepped.await();

      child.cancel();

      assertThat(child.await()).isEqualTo(new TrainingOutcome.Cancelled());
    }
    assertNothingIsLeft();
  }

  @Test
  void leavesNoModelWhenItIsKilled() throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    try (TrainingChild child = start(task(endless().getFirst()), _ -> stepped.countDown())) {
      stepped.await();

      ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();

      assertThat(child.await())
          .isInstanceOfSatisfying(
              TrainingOutcome.Failed.class,
              failed -> assertThat(failed.reason()).contains("killed by signal 9"));
    }
    assertNothingIsLeft();
  }

  @Test
  void saysWhyItFailed() throws Exception {
    SampleTable table = new SampleTable(1, new double[2], new double[2]);
    SampleTable.Selection same = table.select(1, new int[] {0, 1}, new int[2], new double[] {1, 1});
    try (TrainingChild child =
        start(new TrainingTask(QUICK, same, same), TrainingProgress.UNHEARD)) {
      assertThat(child.await())
          .isInstanceOfSatisfying(
              TrainingOutcome.Failed.class,
              failed -> assertThat(failed.reason()).contains("all 2 samples have label 0"));
    }
  }

  @Test
  void endsWhenItsParentIsGone() throws Exception {
    WorkFolder folder = new WorkFolder(directory.resolve("work"));
    folder.write(task(endless().getFirst()));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            TrainingProcess.class.getName(),
            folder.path().toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(folder.log().toFile());
    Process process = builder.start();
    try {
      assertThat(process.inputReader().readLine()).contains("\"done\":1");

      process.getOutputStream().close();

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(4);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesSamplesOfTwoTables() {
    SampleTable.Selection other = SyntheticMarket.trending(200).samples(0, 100);

    assertThatThrownBy(() -> new TrainingTask(QUICK, market.samples(0, 100), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("train and validation must be of one table");
  }

  private void assertNothingIsLeft() {
    assertThat(directory.resolve("work/model")).doesNotExist();
    assertThat(directory.resolve("work/crash.txt")).doesNotExist();
  }

  private TrainingTask task(ModelSettings settings) {
    return new TrainingTask(settings, market.samples(0, 1_000), market.samples(1_000, 1_500));
  }

  private TrainingChild start(TrainingTask task, TrainingProgress progress) throws IOException {
    return TrainingChild.start(directory.resolve("work"), task, ProcessLimits.STANDARD, progress);
  }
}
