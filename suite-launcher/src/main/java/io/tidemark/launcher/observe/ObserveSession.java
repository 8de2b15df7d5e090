package io.tidemark.launcher.observe;

import static io.tidemark.launcher.observe.ServiceWatch.HEALTH;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.Rota.Question;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.InstrumentId;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** One observation, from the first question to the report. */
public final class ObserveSession {

  private static final Logger LOG = LoggerFactory.getLogger(ObserveSession.class);

  private static final String METRICS = "/actuator/prometheus";
  private static final Duration HEALTH_EVERY = Duration.ofSeconds(5);
  private static final Duration STREAMS_EVERY = Duration.ofSeconds(5);
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(10);
  private static final Duration STRATEGIES_EVERY = Duration.ofMinutes(2);

  private final ObserveSettings settings;
  private final SuitePorts ports;
  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock = InstantSource.system();
  private final Observation seen = new Observation();
  private final Rota rota = new Rota();
  private final Map<SeriesWatch, BarQuestions> bars = new LinkedHashMap<>();
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private long questions;

  /**
   * @param out where the line and the report go
   * @param terminal whether {@code out} is a terminal
   */
  public ObserveSession(
      ObserveSettings settings, SuitePorts ports, PrintStream out, boolean terminal) {
    this.settings = settings;
    this.ports = ports;
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
        LOG.warn("event=observation_ends_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Watches, tells the report, and writes it where it was asked to.
   *
   * @throws NoSuiteException if no service answers at all
   */
  public ObserveReport run() {
    Instant startedAt = clock.instant();
    long began = System.nanoTime();
    ObserveScreen screen = new ObserveScreen(out, terminal, settings.length());
    try (SuiteReader reader = new SuiteReader(ports)) {
      requireSuite(reader);
      addQuestions(System.nanoTime());
      boolean interrupted = watch(reader, screen, began) || lookOnceMore(reader);
      screen.end();
      ObserveReport report =
          ObserveReport.of(seen, startedAt, since(began), interrupted, questions);
      out.print(ObserveText.of(report));
      out.flush();
      if (settings.json() != null) {
        report.write(settings.json());
      }
      return report;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before anything was seen", e);
    } finally {
      ended.countDown();
    }
  }

  private void requireSuite(SuiteReader reader) throws InterruptedException {
    for (TidemarkService service : TidemarkService.values()) {
      questions++;
      if (reader.get(service, HEALTH).came()) {
        return;
      }
    }
    throw new NoSuiteException(
        "no suite answers at %s or any other service's address; start one with ./tidemark up or"
                .formatted(ports.url(TidemarkService.OPERATOR_GATEWAY))
            + " ./tidemark demo");
  }

  private void addQuestions(long now) {
    for (TidemarkService service : TidemarkService.values()) {
      rota.add(health(service), now);
      rota.add(metrics(service), now);
    }
    rota.add(streams(), now);
    rota.add(account(), now);
    rota.add(strategies(), now);
  }

  private Question health(TidemarkService service) {
    return Question.repeated(
        service, HEALTH, (answer, at) -> seen.service(service).health(answer, at), HEALTH_EVERY);
  }

  private Question metrics(TidemarkService service) {
    return Question.repeated(
        service, METRICS, (answer, at) -> seen.metrics(service, answer, at), FIGURES_EVERY);
  }

  private Question streams() {
    return Question.repeated(
        TidemarkService.INGESTOR,
        "/api/v1/streams",
        (answer, at) -> {
          seen.streams(answer, at);
          addSeries();
        },
        STREAMS_EVERY);
  }

  private Question account() {
    return Question.repeated(
        TidemarkService.POSITION,
        "/api/v1/risk",
        (answer, _) -> seen.account(answer),
        FIGURES_EVERY);
  }

  private Question strategies() {
    return Question.repeated(
        TidemarkService.SCANNER,
        "/api/v1/strategies?size=1000",
        (answer, _) -> {
          seen.strategies(answer);
          addSeries();
        },
        STRATEGIES_EVERY);
  }

  /** Asks for the bars of what is watched from now on. */
  private void addSeries() {
    seen.series().forEach((instrument, all) -> all.values().forEach(one -> add(instrument, one)));
  }

  private void add(InstrumentId instrument, SeriesWatch series) {
    if (!bars.containsKey(series)) {
      BarQuestions questions = new BarQuestions(rota, seen.venueTime(), instrument, series);
      bars.put(series, questions);
      rota.add(questions.question(), System.nanoTime());
    }
  }

  /**
   * Asks until the time is over, and everything once in any case.
   *
   * @return whether it was ended before that
   */
  private boolean watch(SuiteReader reader, ObserveScreen screen, long began)
      throws InterruptedException {
    int first = rota.size();
    for (int taken = 0; ; taken++) {
      long left = settings.length().minus(since(began)).toNanos();
      if (left <= 0 && taken >= first) {
        return false;
      }
      long wait = Math.max(settings.pause().toNanos(), rota.untilNext(System.nanoTime()));
      if (stopRequested.await(wait, TimeUnit.NANOSECONDS)) {
        return true;
      }
      ask(reader, rota.take(System.nanoTime()));
      if (taken + 1 >= first) {
        screen.show(since(began), seen);
      }
    }
  }

  /**
   * Asks for what the verdict is drawn from as it is at the end.
   *
   * @return whether it was ended before that
   */
  private boolean lookOnceMore(SuiteReader reader) throws InterruptedException {
    List<Question> last = new ArrayList<>(List.of(streams(), account()));
    for (TidemarkService service : TidemarkService.values()) {
      last.add(health(service));
      last.add(metrics(service));
    }
    bars.values().forEach(questions -> last.add(questions.question()));
    for (Question question : last) {
      if (stopRequested.await(settings.pause().toNanos(), TimeUnit.NANOSECONDS)) {
        return true;
      }
      ask(reader, question);
    }
    return false;
  }

  private void ask(SuiteReader reader, Question question) throws InterruptedException {
    Optional<String> path = question.path().get();
    if (path.isPresent()) {
      ask(reader, question, path.get());
    }
  }

  private void ask(SuiteReader reader, Question question, String path) throws InterruptedException {
    questions++;
    Answer answer = reader.get(question.service(), path);
    Instant now = clock.instant();
    ServiceWatch service = seen.service(question.service());
    service.answered(path, answer, now);
    try {
      question.heard().accept(answer, now);
    } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
      service.unreadable(path, Words.brief(String.valueOf(e.getMessage())), now);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
