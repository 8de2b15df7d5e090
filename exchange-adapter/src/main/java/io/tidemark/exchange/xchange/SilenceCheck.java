package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a quiet market from a dead stream: what a silent channel told last is compared with what
 * REST tells now. One question at a time, asked beside the runner; what the venue has newer may
 * take a while to arrive. Of one runner's thread alone.
 */
final class SilenceCheck {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceCheck.class);

  /** A channel, and for how long it may be silent before it is asked about. */
  private static final class Watched {
    private final InstrumentId instrument;
    private final MarketChannel channel;
    private Instant since;
    private Duration patience;
    private Instant knownAt;

    Watched(InstrumentId instrument, MarketChannel channel, Instant since, Duration patience) {
      this.instrument = instrument;
      this.channel = channel;
      this.since = since;
      this.patience = patience;
      knownAt = since;
    }

    Instant dueAt() {
      return since.plus(patience);
    }
  }

  /**
   * What the venue said.
   *
   * @param news that the stream has not told by now; throws what the question threw
   */
  private record Answer(Watched about, Instant askedAt, Supplier<Optional<String>> news) {}

  private record Doubt(Answer answer, Instant since) {}

  private final VenueProfile profile;
  private final XChangeMarketData market;
  private final FeedDesk desk;
  private final StreamHealthSettings health;
  private final InstantSource clock;
  private final Map<InstrumentId, Map<MarketChannel, Watched>> watched = new HashMap<>();
  private final AtomicReference<@Nullable Answer> answered = new AtomicReference<>();
  private @Nullable Watched asking;
  private @Nullable Doubt doubt;
  private Instant nextQuestion = Instant.MIN;

  SilenceCheck(
      VenueProfile profile,
      XChangeMarketData market,
      FeedDesk desk,
      StreamHealthSettings health,
      InstantSource clock) {
    this.profile = profile;
    this.market = market;
    this.desk = desk;
    this.health = health;
    this.clock = clock;
  }

  /** A new connection is open; what was asked about the former one is void. */
  void opened() {
    watched.clear();
    asking = null;
    doubt = null;
  }

  /** A channel was asked for on the connection. */
  void asked(InstrumentId instrument, MarketChannel channel, Instant when) {
    watched
        .computeIfAbsent(instrument, any -> new HashMap<>())
        .put(channel, new Watched(instrument, channel, when, health.silenceOf(channel)));
  }

  /** Up to when every channel is known to have told all there was. */
  Optional<Instant> knownAt() {
    return watched.values().stream()
        .flatMap(channels -> channels.values().stream())
        .map(each -> each.knownAt)
        .min(Comparator.naturalOrder());
  }

  /** Looks once; tells what is stalled, for the operator, or null if nothing is. */
  @Nullable String look() {
    hearAnswer();
    String stalled = stalled();
    if (stalled == null) {
      ask();
    }
    return stalled;
  }

  private void hearAnswer() {
    Answer answer = answered.getAndSet(null);
    if (answer == null || answer.about() != asking) {
      return;
    }
    Watched about = answer.about();
    Instant now = clock.instant();
    asking = null;
    nextQuestion = now.plus(health.questionPause());
    if (heardAfter(about, answer.askedAt())) {
      return;
    }
    try {
      if (answer.news().get().isPresent()) {
        doubt = new Doubt(answer, now);
      } else {
        about.knownAt = answer.askedAt();
        quiet(about, now, "quiet; the venue has nothing newer");
      }
    } catch (RuntimeException | LinkageError e) {
      quiet(about, now, "quiet; the venue could not be asked: " + e.getMessage());
    }
  }

  /** The next question about it waits twice as long. */
  private void quiet(Watched about, Instant now, String why) {
    desk.channel(about.instrument, about.channel, ChannelState.IDLE, why);
    Duration doubled = about.patience.multipliedBy(2);
    Duration longest = health.longestPause();
    about.patience = doubled.compareTo(longest) < 0 ? doubled : later(about.patience, longest);
    about.since = now;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private boolean heardAfter(Watched about, Instant instant) {
    return desk.lastHeard(about.instrument, about.channel).filter(instant::isBefore).isPresent();
  }

  /** What is still missing when it had time to arrive. */
  private @Nullable String stalled() {
    Doubt present = doubt;
    if (present == null || clock.instant().isBefore(present.since().plus(health.arrivalGrace()))) {
      return null;
    }
    doubt = null;
    Answer answer = present.answer();
    Watched about = answer.about();
    if (heardAfter(about, answer.askedAt())) {
      return null;
    }
    Optional<String> news = answer.news().get();
    news.ifPresent(
        what -> desk.channel(about.instrument, about.channel, ChannelState.STALLED, what));
    return news.map(what -> "%s of %s stalled: %s".formatted(about.channel, about.instrument, what))
        .orElse(null);
  }

  private void ask() {
    Instant now = clock.instant();
    if (asking != null || doubt != null || now.isBefore(nextQuestion)) {
      return;
    }
    watched.values().stream()
        .flatMap(channels -> channels.values().stream())
        .filter(each -> isSilent(each, now))
        .min(Comparator.comparing(Watched::dueAt))
        .ifPresent(each -> ask(each, now));
  }

  private boolean isSilent(Watched each, Instant now) {
    Optional<Instant> heard =
        desk.lastHeard(each.instrument, each.channel).filter(each.since::isBefore);
    if (heard.isPresent()) {
      each.since = heard.get();
      each.knownAt = heard.get();
      each.patience = health.silenceOf(each.channel);
    }
    return now.isAfter(each.dueAt());
  }

  private void ask(Watched about, Instant now) {
    asking = about;
    Supplier<Supplier<Optional<String>>> question =
        switch (about.channel) {
          case TRADES -> newerTrade(about);
          case TICKER, BOOK -> otherTop(about.instrument);
          case CANDLES -> () -> Optional::empty;
        };
    Thread.ofVirtual()
        .name("xchange-silence")
        .start(() -> answered.set(new Answer(about, now, answer(question))));
  }

  private static Supplier<Optional<String>> answer(Supplier<Supplier<Optional<String>>> question) {
    try {
      return question.get();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("question_failed", e);
      return () -> {
        throw e;
      };
    }
  }

  private Supplier<Supplier<Optional<String>>> newerTrade(Watched about) {
    InstrumentId instrument = about.instrument;
    if (profile.trades().isEmpty()) {
      return () -> Optional::empty;
    }
    Instant last = desk.lastTrade(instrument).orElse(about.since);
    return () -> {
      TradePage page = market.trades(instrument, TradeCursor.at(last));
      return () ->
          page.trades().stream()
              .filter(trade -> trade.eventTime().isAfter(last) && !desk.knows(trade))
              .findFirst()
              .map(trade -> "the venue has a trade of " + trade.eventTime() + " that did not come");
    };
  }

  private Supplier<Supplier<Optional<String>>> otherTop(InstrumentId instrument) {
    return () -> {
      TickerView now = market.ticker(instrument);
      return () -> isOther(instrument, now);
    };
  }

  private Optional<String> isOther(InstrumentId instrument, TickerView now) {
    Optional<Ticker> ticker = desk.lastTicker(instrument);
    boolean otherTicker =
        ticker.isPresent()
            && (!ticker.get().bid().equals(now.bid()) || !ticker.get().ask().equals(now.ask()));
    boolean otherBook =
        desk.lastBook(instrument)
            .filter(book -> !book.bids().isEmpty() && !book.asks().isEmpty())
            .filter(
                book ->
                    !book.bids().getFirst().price().equals(now.bid())
                        || !book.asks().getFirst().price().equals(now.ask()))
            .isPresent();
    return otherTicker || otherBook
        ? Optional.of("the venue has another bid or ask")
        : Optional.empty();
  }
}
