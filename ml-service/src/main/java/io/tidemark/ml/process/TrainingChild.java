package io.tidemark.ml.process;

import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import io.tidemark.ml.network.Torch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A training that runs in a process of its own. */
public final class TrainingChild implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingChild.class);

  /** With which a virtual machine ends that is told to on {@link OutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** With which one ends that was told to by SIGTERM, whoever sent it. */
  private static final int TERMINATED = 143;

  /** An exit code above it is that of a signal. */
  private static final int SIGNALS = 128;

  private final WorkFolder folder;
  private final ProcessLimits limits;
  private final Process process;
  private final Thread reader;
  private final TrainingProgress progress;
  private volatile @Nullable TrainingMessage last;
  private volatile boolean cancelled;

  private TrainingChild(
      WorkFolder folder, ProcessLimits limits, Process process, TrainingProgress progress) {
    this.folder = folder;
    this.limits = limits;
    this.process = process;
    this.progress = progress;
    this.reader = Thread.ofVirtual().name("training-" + process.pid()).unstarted(this::read);
  }

  /**
   * Starts one.
   *
   * @param folder of this training alone; is made if it is not there, and is the caller's to delete
   * @param progress told of each step, by a thread of its own
   * @throws IOException if the folder cannot be written or no process can be started
   */
  public static TrainingChild start(
      Path folder, TrainingTask task, ProcessLimits limits, TrainingProgress progress)
      throws IOException {
    WorkFolder work = new WorkFolder(folder.toAbsolutePath());
    work.write(task);
    ProcessBuilder builder = new ProcessBuilder(command(work, limits));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", "" + limits.threads());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(work.log().toFile()));
    TrainingChild child = new TrainingChild(work, limits, builder.start(), progress);
    child.reader.start();
    return child;
  }

  private static List<String> command(WorkFolder work, ProcessLimits limits) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + limits.heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + work.crash(),
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Duser.timezone=UTC",
        "-Dlogback.configurationFile=io/tidemark/ml/process/training-logback.xml",
        "-D" + Torch.THREADS_PROPERTY + "=" + limits.threads(),
        TrainingProcess.class.getName(),
        work.path().toString());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read(line);
      }
    } catch (IOException e) {
      LOG.warn("training pid={} can no longer be heard: {}", process.pid(), e.getMessage());
    }
  }

  private void read(String line) {
    try {
      TrainingMessage message = TrainingMessage.of(line);
      last = message;
      if (message instanceof TrainingMessage.Step(int done, int of, Double loss)) {
        progress.on(new TrainingStep(done, of, loss == null ? Double.NaN : loss));
      }
    } catch (JacksonException e) {
      LOG.info("training pid={} said \"{}\"", process.pid(), line);
    }
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Waits for its end. If the thread is interrupted, it goes on; cancel it if it shall not. */
  public TrainingOutcome await() throws InterruptedException {
    int exit = process.waitFor();
    reader.join();
    TrainingMessage message = last;
    if (message instanceof TrainingMessage.Trained) {
      return trained();
    }
    if (cancelled || exit == TERMINATED) {
      return new TrainingOutcome.Cancelled();
    }
    if (message instanceof TrainingMessage.Failed(String reason)) {
      return new TrainingOutcome.Failed(reason);
    }
    return new TrainingOutcome.Failed(ending(exit));
  }

  private TrainingOutcome trained() {
    try {
      return new TrainingOutcome.Trained(ModelFolder.open(folder.model()));
    } catch (CorruptModelException e) {
      return new TrainingOutcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  private String ending(int exit) {
    if (exit == OUT_OF_MEMORY) {
      return "the heap of %d MB was too small; allow more, or train on fewer days"
          .formatted(limits.heapMegabytes());
    }
    String how = exit > SIGNALS ? "was killed by signal " + (exit - SIGNALS) : "ended with " + exit;
    return "the training's process %s; see %s".formatted(how, folder.log());
  }

  /**
   * Tells it to end, and kills it if it has not after the grace. Returns at once; {@link #await}
   * tells what it came to, which is a model if that was ready already.
   */
  public void cancel() {
    cancelled = true;
    // Not of the process itself, which would close the streams that are still to be read.
    process.toHandle().destroy();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                if (!process.waitFor(limits.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                  process.toHandle().destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.toHandle().destroyForcibly();
              }
            });
  }

  /** Cancels it if it runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      cancel();
    }
  }
}
