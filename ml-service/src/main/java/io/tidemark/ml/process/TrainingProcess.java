package io.tidemark.ml.process;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.TrainingStep;
import io.tidemark.ml.model.kind.ModelKinds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A training, as a program. Its one argument is the folder of the work. Told to end, by SIGTERM or
 * because its parent is gone, it ends after the step that it is in.
 */
public final class TrainingProcess {

  private static final int FAILED = 1;
  private static final int ORPHANED = 4;

  /** How long a step may go on when it is told to end. */
  private static final long LAST_STEP_SECONDS = 6;

  private final WorkFolder folder;
  private final PrintStream parent;
  private final CountDownLatch ended = new CountDownLatch(1);

  private TrainingProcess(WorkFolder folder, PrintStream parent) {
    this.folder = folder;
    this.parent = parent;
  }

  /** Trains, and exits with 0 if there is a model. */
  public static void main(String[] arguments) {
    PrintStream parent = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Whatever a library prints goes to the log.
    System.setOut(System.err);
    TrainingProcess process = new TrainingProcess(new WorkFolder(Path.of(arguments[0])), parent);
    process.watch(Thread.currentThread(), System.in);
    System.exit(process.run());
  }

  private void watch(Thread training, InputStream fromParent) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      training.interrupt();
                      awaitEnd();
                    }));
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              awaitClose(fromParent);
              System.err.println("the parent is gone");
              System.exit(ORPHANED);
            });
  }

  private void awaitEnd() {
    try {
      if (!ended.await(LAST_STEP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the last step does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitClose(InputStream stream) {
    try {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("standard input failed: " + e.getMessage());
    }
  }

  private int run() {
    try {
      train();
      return 0;
    } catch (InterruptedException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (IOException | RuntimeException | LinkageError e) {
      e.printStackTrace();
      parent.println(new TrainingMessage.Failed(String.valueOf(e.getMessage())).line());
      return FAILED;
    } finally {
      ended.countDown();
    }
  }

  private void train() throws IOException, InterruptedException {
    TrainingTask task = folder.read();
    try (Model model =
        ModelKinds.trainer(task.settings()).train(task.train(), task.validation(), this::tell)) {
      ModelFolder.save(model, folder.model());
    }
    parent.println(new TrainingMessage.Trained().line());
  }

  private void tell(TrainingStep step) {
    Double loss = Double.isNaN(step.validationLoss()) ? null : step.validationLoss();
    parent.println(new TrainingMessage.Step(step.done(), step.of(), loss).line());
  }
}
