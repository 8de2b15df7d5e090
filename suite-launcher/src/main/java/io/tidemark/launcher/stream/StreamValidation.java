package io.tidemark.launcher.stream;

import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.time.SuiteClocks;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to an exchange for a while and says whether its streams can be relied on. */
public final class StreamValidation {

  private static final Logger LOG = LoggerFactory.getLogger(StreamValidation.class);

  private static final Duration FRAME = Duration.ofMillis(500);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int RETRIES = 1;
  private static final int BOOK_DEPTH = 25;

  private final StreamSettings settings;
  private final PrintStream out;
  private final boolean terminal;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param terminal whether {@code out} can be redrawn
   */
  public StreamValidation(StreamSettings settings, PrintStream out, boolean terminal) {
    this.settings = settings;
    this.out = out;
    this.terminal = terminal;
  }

  /** Ends it as soon as possible, with what was seen so far. */
  public void requestStop() {
    stopRequested.countDown();
  }

  /** Waits until the report is told, but no longer than this. */
  public void awaitEnded(Duration limit) {
    try {
      if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=stream_report_late limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Listens, tells the report, and writes it where it was asked to.
   *
   * @throws IllegalArgumentException if the exchange is not supported, or does not list a symbol
   */
  public StreamReport run() {
    try (SuiteClock clock = SuiteClocks.of(settings.clock())) {
      ExchangeSettings venue =
          ExchangeSettings.of(settings.exchange())
              .with(RETRIES, 2, ANSWER_TIMEOUT)
              .at(settings.restUrl(), settings.websocketUrl());
      Instant start = clock.instant();
      GatewayContext context =
          new GatewayContext(clock, new SplittableRandom(start.toEpochMilli()), start);
      try (ExchangeGateway gateway = ExchangeGateways.open(venue, context)) {
        StreamReport report = listen(gateway, clock, start);
        out.print(report.text());
        if (settings.json() != null) {
          report.write(settings.json());
        }
        return report;
      }
    } finally {
      ended.countDown();
    }
  }

  private StreamReport listen(ExchangeGateway gateway, SuiteClock clock, Instant start) {
    List<InstrumentId> instruments =
        settings.symbols().stream()
            .map(symbol -> new InstrumentId(settings.exchange(), symbol))
            .toList();
    try {
      requireListed(gateway, instruments);
    } catch (VenueReadException e) {
      return StreamReport.of(
          settings,
          start,
          0,
          false,
          List.of(
              new StreamCheck("connected", null, Outcome.FAIL, String.valueOf(e.getMessage()))));
    }
    Set<MarketChannel> channels = gateway.capabilities().streams();
    if (channels.isEmpty()) {
      return StreamReport.of(
          settings,
          start,
          0,
          false,
          List.of(
              new StreamCheck(
                  "connected", null, Outcome.FAIL, settings.exchange() + " streams nothing")));
    }
    return listen(gateway, clock, new MarketRequest(instruments, channels, BOOK_DEPTH));
  }

  private static void requireListed(ExchangeGateway gateway, List<InstrumentId> instruments) {
    Set<InstrumentId> listed =
        gateway.instruments().stream()
            .map(InstrumentDetails::instrument)
            .collect(Collectors.toSet());
    List<InstrumentId> missing = instruments.stream().filter(one -> !listed.contains(one)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "--symbol: %s does not list %s; name others"
              .formatted(gateway.exchange(), missing.stream().map(InstrumentId::symbol).toList()));
    }
  }

  private StreamReport listen(ExchangeGateway gateway, SuiteClock clock, MarketRequest request) {
    Instant startedAt = clock.instant();
    StreamWatch watch = new StreamWatch(request.instruments(), clock, settings.maxAge());
    StreamScreen screen =
        new StreamScreen(
            out, terminal, "%s, %s".formatted(settings.exchange(), settings.symbols()));
    long began = System.nanoTime();
    List<ChannelStatus> channels;
    boolean interrupted;
    Instant endedAt;
    try (MarketSubscription subscription = gateway.subscribeMarket(request, watch)) {
      interrupted = wait(began, watch, screen);
      channels = subscription.channels();
      endedAt = clock.instant();
      Duration elapsed = since(began);
      screen.end(elapsed, watch);
      VenueAnswers venue = new RestAnswers(gateway, clock, startedAt, endedAt, interrupted);
      if (!interrupted) {
        awaitWhatIsUnderWay(watch, request.instruments(), venue);
      }
      List<StreamCheck> checks =
          new StreamChecks(watch, request.channels(), channels, venue, settings.maxAge(), endedAt)
              .all();
      return StreamReport.of(settings, startedAt, elapsed.toMillis() / 1000.0, interrupted, checks);
    }
  }

  /** Trades that the venue lists are waited for, so that what is under way is not missed. */
  private void awaitWhatIsUnderWay(
      StreamWatch watch, List<InstrumentId> instruments, VenueAnswers venue) {
    Map<InstrumentId, List<MarketTrade>> listed = new HashMap<>();
    instruments.forEach(one -> venue.trades(one).ifPresent(trades -> listed.put(one, trades)));
    long deadline = System.nanoTime() + StreamChecks.UNDER_WAY.toNanos();
    try {
      boolean stop = false;
      while (!stop && System.nanoTime() < deadline && misses(watch, listed)) {
        stop = stopRequested.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean misses(StreamWatch watch, Map<InstrumentId, List<MarketTrade>> listed) {
    StreamWatch.Connection connection = watch.connection();
    return watch.read(
        watches ->
            watches.stream()
                .anyMatch(
                    one ->
                        TradeComparison.of(
                                one, connection, listed.getOrDefault(one.instrument(), List.of()))
                            .map(comparison -> !comparison.missing().isEmpty())
                            .orElse(false)));
  }

  /** Whether it was ended before its time. */
  private boolean wait(long began, StreamWatch watch, StreamScreen screen) {
    try {
      while (true) {
        Duration left = settings.length().minus(since(began));
        if (!left.isPositive()) {
          return false;
        }
        screen.show(since(began), watch);
        Duration pause = left.compareTo(FRAME) < 0 ? left : FRAME;
        if (stopRequested.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
