package io.tidemark.launcher.soak;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.suite.Infrastructure.Server;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a sample each period from its beginning to its end, keeps it for the judgement, and writes
 * it to a file, a line of JSON each.
 */
final class Sampler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

  /** Where Kafka keeps messages; the indexes beside them take more than they hold. */
  private static final String MESSAGES = ".log";

  private final ReplayedSuite suite;
  private final ProcessServices services;
  private final SuiteDirectory directory;
  private final TableSizes tables;
  private final LiveHeaps heaps;
  private final Writer file;
  private final Consumer<Sample> told;
  private final List<Sample> samples = new ArrayList<>();
  private final long begin = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("soak-sampler").factory());

  /**
   * Begins.
   *
   * @param suite with its services in processes
   * @param log the file to write
   * @param told of each sample
   * @throws UncheckedIOException if the file cannot be written
   */
  Sampler(
      ReplayedSuite suite,
      SuiteDirectory directory,
      SuitePorts ports,
      SoakSettings settings,
      Path log,
      Consumer<Sample> told) {
    this.suite = suite;
    this.services = suite.processes().orElseThrow();
    this.directory = directory;
    this.tables = new TableSizes(suite.infrastructure());
    this.told = told;
    try {
      this.file = Files.newBufferedWriter(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(log), e);
    }
    this.heaps = new LiveHeaps(services, ports, settings.length());
    var _ =
        timer.scheduleWithFixedDelay(
            this::sample, 0, settings.samplePeriod().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Those so far, in their order. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  private void sample() {
    try {
      Sample sample =
          new Sample(
              (System.nanoTime() - begin) / 1e9,
              suite.venue().now(),
              lag(),
              messageBytes(directory.kafka()),
              processes(),
              heaps.take(),
              tables.read());
      synchronized (this) {
        samples.add(sample);
      }
      file.write(Json.mapper().writeValueAsString(sample));
      file.write('\n');
      file.flush();
      told.accept(sample);
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=sample_missed", e);
    }
  }

  private @Nullable Long lag() {
    try {
      return suite.lag().behind(suite.lag().ends());
    } catch (IllegalStateException e) {
      LOG.debug("event=lag_not_seen cause=\"{}\"", e.getMessage());
      return null;
    }
  }

  private Map<String, ProcessFigures> processes() {
    Map<String, ProcessFigures> figures = new TreeMap<>();
    for (TidemarkService service : TidemarkService.values()) {
      ProcessFigures.of(services.process(service))
          .ifPresent(its -> figures.put(service.serviceName(), its));
    }
    for (Server server : Server.values()) {
      ProcessHandle.of(suite.infrastructure().pid(server))
          .flatMap(ProcessFigures::withChildren)
          .ifPresent(its -> figures.put(server.name().toLowerCase(Locale.ROOT), its));
    }
    return figures;
  }

  /** The size of all messages; what is deleted meanwhile is left out. */
  static long messageBytes(Path folder) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(MESSAGES)) {
              bytes.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return bytes.get();
  }

  /** Ends sampling; one that is being taken is finished. */
  @Override
  public void close() {
    heaps.close();
    timer.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
      file.close();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      throw new UncheckedIOException("the samples cannot be written to their end", e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
