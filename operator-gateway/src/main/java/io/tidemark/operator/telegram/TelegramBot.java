package io.tidemark.operator.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Asks Telegram for messages, takes them one by one, and answers; on a thread of its own. While
 * Telegram or the database is away it tries again, less and less often.
 */
final class TelegramBot implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TelegramBot.class);
  private static final Duration BUSY_POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final long JOIN_MILLIS = 2_000;

  private final TelegramProperties properties;
  private final BotApi api;
  private final UpdateTable updates;
  private final UpdateDesk desk;
  private final Replies replies;
  private final FollowUps followUps;
  private final InstantSource clock;
  private volatile boolean running;
  private volatile boolean connected;
  private @Nullable Thread thread;
  private int failures;
  private String lastFailure = "";

  TelegramBot(
      TelegramProperties properties,
      BotApi api,
      UpdateTable updates,
      UpdateDesk desk,
      Replies replies,
      FollowUps followUps,
      InstantSource clock,
      MeterRegistry metrics) {
    this.properties = properties;
    this.api = api;
    this.updates = updates;
    this.desk = desk;
    this.replies = replies;
    this.followUps = followUps;
    this.clock = clock;
    Gauge.builder("tidemark_telegram_connected", () -> connected ? 1 : 0)
        .description("1 while Telegram answers, else 0")
        .register(metrics);
  }

  @Override
  public synchronized void start() {
    running = true;
    if (properties.chats().isEmpty()) {
      LOG.warn(
          "event=telegram_without_chats then=\"write to the bot, it tells the chat's id; set"
              + " TIDEMARK_TELEGRAM_CHATS to it\"");
    }
    URI address = properties.api();
    if (String.valueOf(address.getScheme()).equals("http")
        && !LOOPBACK.contains(address.getHost())) {
      LOG.warn(
          "event=telegram_in_plain host={} then=\"the token can be read on its way; take https\"",
          address.getHost());
    }
    thread = Thread.ofPlatform().daemon().name("telegram").start(this::run);
  }

  private void run() {
    try {
      while (running) {
        Duration wait = pollOnce();
        if (wait.isPositive()) {
          Thread.sleep(wait);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One question; how long to wait before the next. */
  private Duration pollOnce() throws InterruptedException {
    try {
      followUps.tell(clock.instant());
      boolean busy = replies.send() || followUps.areWaiting();
      Duration poll =
          busy ? shorter(BUSY_POLL, properties.pollTimeout()) : properties.pollTimeout();
      List<Update> came = api.updates(updates.next(clock.instant()), poll);
      connected();
      for (Update update : came) {
        take(update);
      }
      failures = 0;
      lastFailure = "";
      return Duration.ZERO;
    } catch (BotApiException e) {
      connected = false;
      return failed(e.kind() + " " + e.getMessage(), e.retryAfter());
    } catch (DataAccessException | TransactionException e) {
      return failed("the database does not answer: " + e.getMessage(), null);
    } catch (RuntimeException e) {
      // A fault in here must not be the end of obeying.
      LOG.error("event=telegram_failed then=\"tried again\"", e);
      return failed("it failed here", null);
    }
  }

  private void take(Update update) {
    try {
      desk.take(update).ifPresent(issued -> followUps.await(issued, clock.instant()));
    } catch (RuntimeException e) {
      if (willPass(e)) {
        throw e;
      }
      LOG.error("event=telegram_update_failed update={}", update.id(), e);
      desk.giveUp(update, e.getClass().getSimpleName());
    }
  }

  /** Whether the database is the cause, and not what was to be written. */
  private static boolean willPass(RuntimeException failure) {
    return (failure instanceof DataAccessException || failure instanceof TransactionException)
        && !(failure instanceof DataIntegrityViolationException);
  }

  private void connected() {
    if (!connected) {
      LOG.info("event=telegram_connected");
    }
    connected = true;
  }

  /** Tells each failure once, until it is another. */
  private Duration failed(String why, @Nullable Duration asked) {
    if (!why.equals(lastFailure)) {
      LOG.warn("event=telegram_waits then=\"tried again\" cause=\"{}\"", why);
      lastFailure = why;
    }
    Duration own =
        shorter(FIRST_WAIT.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)), LONGEST_WAIT);
    failures++;
    return asked == null ? own : asked;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public synchronized void stop() {
    running = false;
    Thread poller = thread;
    if (poller != null) {
      poller.interrupt();
      try {
        poller.join(JOIN_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
