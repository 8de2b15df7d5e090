package io.tidemark.ml.run;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BusyException;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.registry.TrainingRun.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Asks for runs of the training files with {@code data.rolling_update}: at the times of {@code
 * data.update_frequency} by the suite's clock, and before them when the champion's model has
 * drifted. What was due while the service was away is asked for once; a model that was never
 * trained waits for the first such time that this service sees.
 */
final class Unattended implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Unattended.class);
  private static final Duration TICK = Duration.ofSeconds(5);

  private final TrainingFiles files;
  private final TrainingRuns runs;
  private final DriftWatch drift;
  private final SuiteClock clock;
  private final Duration driftEvery;
  private final boolean wanted;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("training-schedule").factory());

  /** Texts that were refused, by the file's name, so that each is told once. */
  private final Map<String, String> refused = new HashMap<>();

  private final Map<String, Instant> looked = new HashMap<>();
  private @Nullable Instant since;
  private volatile boolean running;

  /**
   * @param driftEvery between two looks at a model's drift
   * @param wanted whether anything is asked for
   */
  Unattended(
      TrainingFiles files,
      TrainingRuns runs,
      DriftWatch drift,
      SuiteClock clock,
      Duration driftEvery,
      boolean wanted) {
    this.files = files;
    this.runs = runs;
    this.drift = drift;
    this.clock = clock;
    this.driftEvery = driftEvery;
    this.wanted = wanted;
  }

  @Override
  public void start() {
    running = true;
    if (wanted) {
      executor.scheduleWithFixedDelay(this::tickSafely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tickSafely() {
    try {
      tick(clock.instant());
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=training_not_asked cause=\"{}\" then=\"tries again\"", e.getMessage());
    }
  }

  /**
   * Asks for what is due.
   *
   * @throws IOException if the training files cannot be read
   * @throws DataAccessException if the database does not answer
   * @throws BusyException if too many runs wait
   */
  void tick(Instant now) throws IOException {
    if (since == null) {
      since = now;
    }
    for (Map.Entry<String, String> entry : files.texts().entrySet()) {
      Optional<TrainingFile> file = parse(entry.getKey(), entry.getValue());
      if (file.isPresent() && file.get().data().rollingUpdate()) {
        ask(file.get(), entry.getValue(), now);
      }
    }
  }

  private Optional<TrainingFile> parse(String name, String text) {
    try {
      Optional<TrainingFile> file = Optional.of(TrainingFile.parse(name, text));
      refused.remove(name);
      return file;
    } catch (ConfigurationException e) {
      if (!text.equals(refused.put(name, text))) {
        LOG.warn("event=training_file_refused cause=\"{}\" action=\"mend it\"", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private void ask(TrainingFile file, String text, Instant now) {
    String model = file.training().modelName();
    if (runs.isOpen(model)) {
      return;
    }
    Instant last = runs.latest(model).map(TrainingRun::createdAt).orElse(null);
    Instant due = RunSchedule.due(file.data().updateFrequency(), now);
    if (due.isAfter(last == null ? begun(now) : last)) {
      runs.submit(file, text, Origin.SCHEDULE, "due at " + due);
    } else if (last != null && !now.isBefore(last.plus(file.retraining().minInterval()))) {
      askForDrift(file, text, now);
    }
  }

  private Instant begun(Instant now) {
    return since == null ? now : since;
  }

  private void askForDrift(TrainingFile file, String text, Instant now) {
    String model = file.training().modelName();
    Instant before = looked.get(model);
    if (before != null && now.isBefore(before.plus(driftEvery))) {
      return;
    }
    looked.put(model, now);
    drift
        .look(file, now)
        .filter(figures -> figures.isDrift(file.retraining()))
        .ifPresent(figures -> runs.submit(file, text, Origin.DRIFT, figures.told()));
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
