package io.tidemark.launcher.faults;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.faults.FaultPlan.Injection;
import io.tidemark.launcher.suite.ProcessServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hits processes and servers, starts again what ended as a supervisor does, and measures how long
 * the whole suite needs to recover. A service that ends by itself is started again too, and told
 * of.
 */
final class Injector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Injector.class);
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final long PAUSE_BEFORE_NEXT_START_MILLIS = 500;

  private final ReplayedSuite suite;
  private final ProcessServices services;
  private final Harm harm;
  private final Consumer<Recovery> told;
  private final Consumer<String> warn;
  private final long begin = System.nanoTime();
  private final ExecutorService recovering = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("faults-supervisor").factory());

  private final Set<String> down = new HashSet<>();
  private final List<Future<?>> recoveries = new ArrayList<>();
  private final List<Recovery> done = new ArrayList<>();
  private final List<String> endedByThemselves = new ArrayList<>();

  /**
   * @param suite with its services in processes, behind links
   * @param told of each fault once it was recovered from, or was not
   * @param warn told in words of what nobody planned
   */
  Injector(ReplayedSuite suite, Consumer<Recovery> told, Consumer<String> warn) {
    this.suite = suite;
    this.services = suite.processes().orElseThrow();
    this.harm = new Harm(suite);
    this.told = told;
    this.warn = warn;
    var _ =
        supervisor.scheduleWithFixedDelay(
            this::supervise, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Hits once the victim is up, and begins the recovery. */
  void inject(Injection fault) throws InterruptedException {
    awaitUp(fault.victim().processName());
    long hit = System.nanoTime();
    Instant venueTime = suite.venue().now();
    harm.begin(fault.victim(), fault.means());
    LOG.info(
        "event=injected number={} process={} means={}",
        fault.number(),
        fault.victim().processName(),
        fault.means());
    inBackground(
        () -> {
          @Nullable Double seconds = recover(fault, hit);
          Recovery recovery =
              new Recovery(
                  fault.number(),
                  fault.victim().processName(),
                  fault.means(),
                  (hit - begin) / 1e9,
                  venueTime,
                  fault.lasts().toMillis() / 1e3,
                  seconds);
          synchronized (this) {
            done.add(recovery);
          }
          told.accept(recovery);
        });
  }

  /** Waits until every fault so far was recovered from, or was given up. */
  void awaitRecovered() throws InterruptedException {
    while (true) {
      List<Future<?>> waiting;
      synchronized (this) {
        waiting = List.copyOf(recoveries);
        recoveries.clear();
      }
      if (waiting.isEmpty()) {
        return;
      }
      for (Future<?> recovery : waiting) {
        try {
          recovery.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("a recovery could not be watched", e.getCause());
        }
      }
    }
  }

  /** The faults so far, in the order in which they were recovered from. */
  synchronized List<Recovery> recoveries() {
    return List.copyOf(done);
  }

  /** The services that ended and were not hit, with their exit codes. */
  synchronized List<String> endedByThemselves() {
    return List.copyOf(endedByThemselves);
  }

  private synchronized void inBackground(Runnable recovery) {
    recoveries.add(recovering.submit(recovery));
  }

  private synchronized void awaitUp(String process) throws InterruptedException {
    while (!down.add(process)) {
      wait();
    }
  }

  private synchronized void isUp(String process) {
    down.remove(process);
    notifyAll();
  }

  /** The seconds it took; null if the suite is not whole again in time. */
  private @Nullable Double recover(Injection fault, long hit) {
    long deadline = hit + RECOVERY_LIMIT.toNanos();
    try {
      TimeUnit.MILLISECONDS.sleep(fault.lasts().toMillis());
      String process = fault.victim().processName();
      if (!startAgain(process, () -> harm.end(fault.victim(), fault.means()), deadline)) {
        return null;
      }
      return isWholeBy(deadline) ? (System.nanoTime() - hit) / 1e9 : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Starts until it has started: what it needs may be down, too. It can be hit again then. */
  private boolean startAgain(String process, Runnable start, long deadline)
      throws InterruptedException {
    try {
      while (System.nanoTime() < deadline && !recovering.isShutdown()) {
        try {
          start.run();
          return true;
        } catch (RuntimeException e) {
          LOG.warn("event=start_failed process={} cause=\"{}\"", process, e.getMessage());
          if (!recovering.isShutdown()) {
            warn.accept("%s did not start, it is started again".formatted(process));
          }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_BEFORE_NEXT_START_MILLIS);
      }
      return false;
    } finally {
      isUp(process);
    }
  }

  /** Every service is ready and has taken what had been published when it was. */
  private boolean isWholeBy(long deadline) throws InterruptedException {
    @Nullable Map<TopicPartition, Long> ends = null;
    while (System.nanoTime() < deadline) {
      try {
        if (ends == null && suite.client().notReady().isEmpty()) {
          suite.client().requireAnswers();
          ends = suite.lag().ends();
        }
        if (ends != null && suite.lag().behind(ends) == 0) {
          return true;
        }
      } catch (IllegalStateException e) {
        LOG.debug("event=not_whole_yet cause=\"{}\"", e.getMessage());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return false;
  }

  private void supervise() {
    try {
      endedNow()
          .forEach(
              (service, exitCode) -> {
                String words =
                    "%s ended by itself with exit code %d at venue time %s"
                        .formatted(service.serviceName(), exitCode, suite.venue().now());
                synchronized (this) {
                  endedByThemselves.add(words);
                }
                warn.accept(words);
                inBackground(() -> startEnded(service));
              });
    } catch (RuntimeException e) {
      LOG.error("event=supervision_failed", e);
    }
  }

  /** Services that have ended and that nobody has down; they are counted as down from now on. */
  private synchronized Map<TidemarkService, Integer> endedNow() {
    Map<TidemarkService, Integer> ended = new HashMap<>();
    for (TidemarkService service : TidemarkService.values()) {
      OptionalInt exitCode = services.exitCode(service);
      if (exitCode.isPresent() && down.add(service.serviceName())) {
        ended.put(service, exitCode.getAsInt());
      }
    }
    return ended;
  }

  private void startEnded(TidemarkService service) {
    long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
    try {
      startAgain(service.serviceName(), () -> services.restart(service), deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the supervision and what is being recovered; what is down stays down, nothing stands. */
  @Override
  public void close() {
    harm.close();
    supervisor.shutdownNow();
    recovering.shutdownNow();
    try {
      if (!recovering.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("event=recovery_left_behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
