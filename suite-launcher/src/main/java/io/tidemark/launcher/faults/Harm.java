package io.tidemark.launcher.faults;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.link.LinkState;
import io.tidemark.launcher.suite.Infrastructure;
import io.tidemark.launcher.suite.Infrastructure.Server;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.SkewedClocks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does harm to what a suite is made of, and undoes it. */
final class Harm implements AutoCloseable {

  /** Between two continents, and a bad mobile network in between. */
  private static final Duration DELAY = Duration.ofMillis(250);

  /** A tenth of what the suite sends at its usual load. */
  private static final int SLOW_BYTES_PER_SECOND = 50_000;

  private static final double LOSS = 0.1;

  /** As of a machine that was suspended; above every age that a fault run allows a decision. */
  private static final Duration AHEAD = Duration.ofMinutes(30);

  /**
   * As of a machine that missed its time server for long. A clock that is set back stands until it
   * is passed, and a fault may be over before it is by more.
   */
  private static final Duration BEHIND = Duration.ofMinutes(5);

  private final ProcessServices services;
  private final Infrastructure infrastructure;
  private final TakenConnections taken;
  private final SkewedClocks clocks;

  /**
   * @param suite with its services in processes, behind links
   */
  Harm(ReplayedSuite suite) {
    this.services = suite.processes().orElseThrow();
    this.infrastructure = suite.infrastructure();
    this.taken = new TakenConnections(infrastructure.jdbcUrl());
    this.clocks = suite.clocks();
  }

  /** Begins; ends with {@link #end}. */
  void begin(Victim victim, Means means) {
    TidemarkService service = victim.service();
    if (service == null) {
      begin(Objects.requireNonNull(victim.server()), means);
      return;
    }
    switch (means) {
      case KILL -> services.kill(service);
      case PAUSE -> services.pause(service);
      case RESTART -> services.stop(service);
      case CLOCK_AHEAD -> clocks.set(service, AHEAD);
      case CLOCK_BEHIND -> clocks.set(service, BEHIND.negated());
      default -> throw notFor(victim.processName(), means);
    }
  }

  /**
   * Undoes it. Can be repeated if it fails.
   *
   * @throws RuntimeException if what has to start does not
   */
  void end(Victim victim, Means means) {
    TidemarkService service = victim.service();
    if (service == null) {
      end(Objects.requireNonNull(victim.server()), means);
      return;
    }
    switch (means) {
      case KILL, RESTART -> services.restart(service);
      case PAUSE -> services.resume(service);
      case CLOCK_AHEAD, CLOCK_BEHIND -> clocks.set(service, Duration.ZERO);
      default -> throw notFor(victim.processName(), means);
    }
  }

  private void begin(Server server, Means means) {
    switch (means) {
      case KILL -> infrastructure.kill(server);
      case PAUSE -> infrastructure.pause(server);
      case RESTART -> infrastructure.stop(server);
      case FULL_DISK -> infrastructure.fillDiskOfKafka();
      case NO_CONNECTIONS -> taken.take();
      case DELAYED_LINK, SLOW_LINK, LOSSY_LINK, CUT_LINK, HALF_OPEN_LINK ->
          infrastructure.links().to(server).set(link(means));
      case CLOCK_AHEAD, CLOCK_BEHIND -> throw notFor(server.name(), means);
    }
  }

  private void end(Server server, Means means) {
    switch (means) {
      case KILL, RESTART, FULL_DISK -> infrastructure.restart(server);
      case PAUSE -> infrastructure.resume(server);
      case NO_CONNECTIONS -> taken.giveBack();
      case DELAYED_LINK, SLOW_LINK, LOSSY_LINK, CUT_LINK, HALF_OPEN_LINK ->
          infrastructure.links().to(server).set(LinkState.SOUND);
      case CLOCK_AHEAD, CLOCK_BEHIND -> throw notFor(server.name(), means);
    }
  }

  private static LinkState link(Means means) {
    return switch (means) {
      case DELAYED_LINK -> LinkState.delayed(DELAY);
      case SLOW_LINK -> LinkState.slow(SLOW_BYTES_PER_SECOND);
      case LOSSY_LINK -> LinkState.lossy(LOSS);
      case CUT_LINK -> LinkState.CUT;
      case HALF_OPEN_LINK -> LinkState.HALF_OPEN;
      default -> LinkState.SOUND;
    };
  }

  private static IllegalArgumentException notFor(String victim, Means means) {
    return new IllegalArgumentException("%s cannot be hit by %s".formatted(victim, means));
  }

  /** Gives back what is taken; what stands still goes on, so that it can be stopped. */
  @Override
  public void close() {
    taken.giveBack();
    clocks.setAllRight();
    for (Victim victim : Victim.values()) {
      @Nullable TidemarkService service = victim.service();
      if (service != null) {
        services.resume(service);
      }
    }
    for (Server server : Server.values()) {
      infrastructure.resume(server);
      infrastructure.links().to(server).set(LinkState.SOUND);
    }
  }
}
