package io.tidemark.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelHealthTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** A venue of which tests say whether it has something newer. */
  private static final class Venue implements ChannelVenue {
    private final List<String> subscribed = new ArrayList<>();
    private boolean newer;
    private boolean down;
    private int questions;

    @Override
    public void subscribe(StreamOutlet stream, ChannelWatch channel, boolean anew) {
      subscribed.add(channel.label() + (anew ? " anew" : ""));
    }

    @Override
    public Supplier<Answer> question(ChannelWatch channel) {
      return () -> {
        questions++;
        if (down) {
          throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "venue is down");
        }
        return new Answer() {
          @Override
          public boolean isNewer() {
            return newer;
          }

          @Override
          public void settle() {}
        };
      };
    }
  }

  private final Venue venue = new Venue();
  private final RecordingStream stream = new RecordingStream();
  private final ChannelWatch trades = new ChannelWatch(BTC_USD, MarketChannel.TRADES);
  private final ChannelWatch book = new ChannelWatch(BTC_USD, MarketChannel.BOOK);
  private final ChannelHealth health = health(List.of(trades, book));

  private ChannelHealth health(List<ChannelWatch> channels) {
    return new ChannelHealth(channels, venue, StreamHealthSettings.defaults(), () -> NOW);
  }

  private void connect() {
    health.opened(stream);
    health.confirmed(stream, trades);
    health.confirmed(stream, book);
    health.heard(stream, trades);
    health.heard(stream, book);
    stream.told.clear();
  }

  /** Ticks as a session does, once a second, and answers questions. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      stream.pass(Duration.ofSeconds(1));
      health.tick(stream);
      stream.answer();
    }
  }

  private void passUntilRestart(int most) {
    for (int i = 0; i < most && stream.restarts.isEmpty(); i++) {
      passWithTrades(1);
    }
  }

  private void passWithTrades(int seconds) {
    for (int i = 0; i < seconds; i++) {
      health.heard(stream, trades);
      pass(1);
    }
  }

  @Test
  void isLiveOnceEachChannelIsConfirmed() {
    health.opened(stream);
    health.confirmed(stream, trades);
    assertThat(stream.told).isEmpty();
    health.confirmed(stream, book);

    assertThat(stream.told).containsExactly("LIVE");
    assertThat(trades.status().state()).isEqualTo(ChannelState.LIVE);
  }

  @Test
  void leavesOutWhatIsNotConfirmedAndLetsTheOthersGoLive() {
    health.opened(stream);
    health.confirmed(stream, trades);
    pass(10);
    assertThat(venue.subscribed).containsExactly("book");
    assertThat(stream.told).isEmpty();
    pass(10);

    assertThat(stream.restarts).isEmpty();
    assertThat(stream.state()).isEqualTo(StreamState.LIVE);
    assertThat(stream.told)
        .containsExactly("REFUSED kraken|BTC/USD", "LIVE", "REFUSED kraken|BTC/USD");
    assertThat(book.status().state()).isEqualTo(ChannelState.REFUSED);
    assertThat(book.status().detail()).contains("not confirmed");
  }

  @Test
  void asksNowAndThenForWhatWasLeftOutAndTellsOnceItIsConfirmed() {
    health.opened(stream);
    health.confirmed(stream, trades);
    pass(20);
    venue.subscribed.clear();
    pass(29);
    assertThat(venue.subscribed).isEmpty();
    pass(1);
    assertThat(venue.subscribed).containsExactly("book");
    pass(10 + 59);
    assertThat(venue.subscribed).containsExactly("book");
    pass(1);
    assertThat(venue.subscribed).containsExactly("book", "book");
    stream.told.clear();
    health.confirmed(stream, book);

    assertThat(stream.told).containsExactly("LIVE kraken|BTC/USD");
    assertThat(book.status().state()).isEqualTo(ChannelState.LIVE);
    assertThat(stream.restarts).isEmpty();
  }

  @Test
  void makesANewConnectionWhereNothingIsConfirmedAtAll() {
    health.opened(stream);
    pass(20);

    assertThat(stream.restarts).first().asString().contains("not confirmed");
  }

  @Test
  void doesNotDoubtAChannelThatTellsSomething() {
    connect();
    venue.newer = true;
    for (int i = 0; i < 200; i++) {
      health.heard(stream, book);
      passWithTrades(1);
    }

    assertThat(venue.questions).isZero();
  }

  @Test
  void leavesAQuietChannelAloneForEverLonger() {
    connect();
    pass(3_600);

    assertThat(stream.told).containsExactly("IDLE kraken|BTC/USD", "IDLE kraken|BTC/USD");
    assertThat(book.status().state()).isEqualTo(ChannelState.IDLE);
    assertThat(venue.questions).isBetween(14, 24);
    assertThat(stream.restarts).isEmpty();
    assertThat(venue.subscribed).isEmpty();
  }

  @Test
  void tellsThatAnIdleChannelIsHeardAgain() {
    connect();
    passWithTrades(31);
    health.heard(stream, book);

    assertThat(stream.told).containsExactly("IDLE kraken|BTC/USD", "LIVE kraken|BTC/USD");
  }

  @Test
  void subscribesAnewWhereTheVenueHasNewerAndItDoesNotArrive() {
    connect();
    venue.newer = true;
    passWithTrades(31);
    assertThat(venue.subscribed).isEmpty();
    passWithTrades(6);

    assertThat(venue.subscribed).containsExactly("book anew");
    assertThat(stream.told).containsExactly("STALLED kraken|BTC/USD");
    assertThat(book.status())
        .returns(ChannelState.STALLED, ChannelStatus::state)
        .returns(1L, ChannelStatus::stalls);
  }

  @Test
  void takesWhatArrivesAWhileAfterTheQuestionForNoStall() {
    connect();
    venue.newer = true;
    passWithTrades(32);
    health.heard(stream, book);
    passWithTrades(10);

    assertThat(venue.questions).isEqualTo(1);
    assertThat(stream.told).isEmpty();
  }

  @Test
  void isLiveAgainOnceAStalledChannelSpeaks() {
    connect();
    venue.newer = true;
    passWithTrades(37);
    health.confirmed(stream, book);
    health.heard(stream, book);

    assertThat(stream.told).containsExactly("STALLED kraken|BTC/USD", "LIVE kraken|BTC/USD");
    assertThat(stream.restarts).isEmpty();
  }

  @Test
  void makesANewConnectionWhenSubscribingAnewDoesNotHelp() {
    connect();
    venue.newer = true;
    passWithTrades(37);
    health.confirmed(stream, book);
    passUntilRestart(15);

    assertThat(stream.restarts).singleElement().asString().contains("silent after");
  }

  @Test
  void doubtsAChannelForWhichAConnectionWasMadeAnewMoreSlowly() {
    connect();
    venue.newer = true;
    passWithTrades(37);
    health.confirmed(stream, book);
    passUntilRestart(15);
    int before = venue.questions;
    health.lost("silent");
    health.opened(stream);
    health.confirmed(stream, trades);
    health.confirmed(stream, book);
    passWithTrades(55);
    assertThat(venue.questions).isEqualTo(before);
    passWithTrades(10);

    assertThat(venue.questions).isEqualTo(before + 1);
  }

  @Test
  void keepsTheChannelAndSaysSoWhenTheVenueCannotBeAsked() {
    connect();
    venue.down = true;
    passWithTrades(40);

    assertThat(book.status().detail()).contains("could not be asked", "venue is down");
    assertThat(stream.restarts).isEmpty();
    assertThat(stream.told).isEmpty();
  }

  @Test
  void asksOneQuestionAtATime() {
    List<ChannelWatch> many =
        IntStream.range(0, 50)
            .mapToObj(
                i -> new ChannelWatch(InstrumentId.of("kraken", "A" + i + "/USD"), book.channel()))
            .toList();
    ChannelHealth all = health(many);
    all.opened(stream);
    many.forEach(channel -> all.confirmed(stream, channel));
    stream.pass(Duration.ofSeconds(40));
    for (int i = 0; i < 5; i++) {
      all.tick(stream);
    }
    assertThat(stream.answer()).isEqualTo(1);
    all.tick(stream);
    assertThat(stream.answer()).isZero();
    stream.pass(Duration.ofSeconds(1));
    all.tick(stream);

    assertThat(stream.answer()).isEqualTo(1);
  }

  @Test
  void fetchesManyWrongBooksOneAfterTheOther() {
    List<ChannelWatch> many =
        IntStream.range(0, 20)
            .mapToObj(
                i -> new ChannelWatch(InstrumentId.of("kraken", "A" + i + "/USD"), book.channel()))
            .toList();
    ChannelHealth all = health(many);
    all.opened(stream);
    many.forEach(channel -> all.confirmed(stream, channel));
    many.forEach(channel -> all.wrong(stream, channel, "checksum differs"));
    assertThat(venue.subscribed).hasSize(1);
    for (int i = 0; i < 20; i++) {
      stream.pass(Duration.ofMillis(250));
      all.tick(stream);
    }

    assertThat(venue.subscribed).hasSize(20);
  }

  @Test
  void fetchesABookThatIsWrongAgainAndAgainEverLater() {
    connect();
    int fetched = 0;
    for (int second = 0; second < 40; second++) {
      if (venue.subscribed.size() > fetched || second == 0) {
        fetched = venue.subscribed.size();
        health.right(stream, book);
        health.wrong(stream, book, "checksum differs");
      }
      passWithTrades(1);
    }

    assertThat(venue.subscribed).hasSizeBetween(4, 8);
    assertThat(book.status().resyncs()).isGreaterThanOrEqualTo(4);
  }
}
