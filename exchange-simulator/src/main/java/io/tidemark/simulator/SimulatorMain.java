package io.tidemark.simulator;

import io.tidemark.simulator.tape.MalformedRowException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Runs a simulator alone, until it is killed. */
public final class SimulatorMain {

  private SimulatorMain() {}

  /**
   * Starts and does not return. Exit code 2: a wrong argument, told with the usage; 1: it cannot
   * start, told why.
   */
  public static void main(String[] arguments) throws InterruptedException {
    SimulatorSettings settings;
    try {
      settings = Arguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Arguments.USAGE);
      System.exit(2);
      return;
    }
    try {
      run(settings);
    } catch (IllegalStateException | MalformedRowException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(SimulatorSettings settings) throws InterruptedException {
    ExchangeSimulator simulator = ExchangeSimulator.start(settings, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    System.out.printf(
        "listening on http://%s:%d, venue time %s%n",
        settings.host(), simulator.port(), simulator.venueTime());
    new CountDownLatch(1).await();
  }
}
