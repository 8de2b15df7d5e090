package io.tidemark.launcher.suite;

import io.tidemark.backfiller.BackfillerApplication;
import io.tidemark.backtester.BacktesterApplication;
import io.tidemark.execution.ExecutionApplication;
import io.tidemark.ingestor.IngestorApplication;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.ml.MlApplication;
import io.tidemark.operator.OperatorApplication;
import io.tidemark.position.PositionApplication;
import io.tidemark.scanner.ScannerApplication;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** All services in this JVM, each in a context of its own, as separate as in processes. */
public final class InProcessServices implements AutoCloseable {

  /** Consumers of events before those who publish them. */
  static final List<TidemarkService> START_ORDER =
      List.of(
          TidemarkService.EXECUTION,
          TidemarkService.POSITION,
          TidemarkService.SCANNER,
          TidemarkService.OPERATOR_GATEWAY,
          TidemarkService.BACKFILLER,
          TidemarkService.ML,
          TidemarkService.BACKTESTER,
          TidemarkService.INGESTOR);

  private static final Logger LOG = LoggerFactory.getLogger(InProcessServices.class);
  private static final int STARTING_AT_ONCE = 2;
  private static final long STOP_SECONDS = 6;

  private final Deque<ConfigurableApplicationContext> contexts = new ConcurrentLinkedDeque<>();

  private InProcessServices() {}

  /**
   * Starts all services, two at a time, the consumers of events before the ingestor.
   *
   * @param started told of each service as it is ready
   * @throws IllegalStateException if one does not start; those that did are stopped
   */
  public static InProcessServices start(
      ServiceSettings settings, SuitePorts ports, Consumer<TidemarkService> started) {
    return start(START_ORDER, settings, ports, started);
  }

  /**
   * Starts some services, two at a time, in the order given.
   *
   * @param started told of each service as it is ready
   * @throws IllegalStateException if one does not start; those that did are stopped
   */
  public static InProcessServices start(
      List<TidemarkService> order,
      ServiceSettings settings,
      SuitePorts ports,
      Consumer<TidemarkService> started) {
    // Logging is the JVM's: two services that set it up at once break each other.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    InProcessServices services = new InProcessServices();
    try (ExecutorService starters = Executors.newFixedThreadPool(STARTING_AT_ONCE)) {
      List<Future<?>> starting = new ArrayList<>();
      for (TidemarkService service : order) {
        starting.add(
            starters.submit(
                () -> {
                  services.contexts.push(run(service, settings, ports));
                  started.accept(service);
                }));
      }
      for (Future<?> start : starting) {
        start.get();
      }
      return services;
    } catch (ExecutionException e) {
      services.close();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      services.close();
      throw new IllegalStateException("interrupted while the services started", e);
    }
  }

  /** How many run. */
  public int count() {
    return contexts.size();
  }

  /** Stops all, the last started first; what does not stop in time ends with the JVM. */
  @Override
  public void close() {
    ExecutorService stoppers =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    while (!contexts.isEmpty()) {
      ConfigurableApplicationContext context = contexts.pop();
      stoppers.execute(context::close);
    }
    stoppers.shutdown();
    try {
      if (!stoppers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("event=services_stop_slowly seconds={}", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ConfigurableApplicationContext run(
      TidemarkService service, ServiceSettings settings, SuitePorts ports) {
    SpringApplicationBuilder builder =
        ServiceApplication.builder(service, application(service)).registerShutdownHook(false);
    String[] arguments =
        settings.of(service, ports).entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    return builder.run(arguments);
  }

  /** The entry point of a service. */
  static Class<?> application(TidemarkService service) {
    return switch (service) {
      case INGESTOR -> IngestorApplication.class;
      case BACKFILLER -> BackfillerApplication.class;
      case SCANNER -> ScannerApplication.class;
      case POSITION -> PositionApplication.class;
      case EXECUTION -> ExecutionApplication.class;
      case ML -> MlApplication.class;
      case BACKTESTER -> BacktesterApplication.class;
      case OPERATOR_GATEWAY -> OperatorApplication.class;
    };
  }
}
