package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VenueTimeTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(1, START, 1000, Duration.ofSeconds(1));

  private final ScriptedVenue venue = new ScriptedVenue(TAPE);
  private Instant suite = START;

  private final SuiteClock clock =
      new SuiteClock() {
        @Override
        public Instant instant() {
          return suite;
        }

        @Override
        public void close() {}
      };

  @Test
  void reckonsWithAClockThatIsOff() {
    VenueTime time = new VenueTime(venue, clock, false);
    suite = START.plus(Duration.ofMinutes(40));

    time.ask();

    assertThat(time.isSuites()).isTrue();
    assertThat(time.instant()).isEqualTo(venue.serverTime());
    suite = suite.plusSeconds(5);
    assertThat(time.instant()).isEqualTo(venue.serverTime().plusSeconds(5));
  }

  @Test
  void measuresAgain() {
    VenueTime time = new VenueTime(venue, clock, false);
    suite = venue.serverTime();
    time.ask();
    assertThat(time.offset()).isZero();

    suite = venue.serverTime().minusSeconds(90);
    time.refresh();

    assertThat(time.offset()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void believesAClockThatFollowsTheVenue() {
    VenueTime time = new VenueTime(venue, clock, true);
    suite = venue.serverTime().minus(Duration.ofMinutes(20));

    time.ask();

    assertThat(time.isSuites()).isTrue();
    assertThat(time.instant()).isEqualTo(suite);
  }

  @Test
  void asksAVenueOfAnotherTime() {
    VenueTime time = new VenueTime(venue, clock, false);
    suite = START.plus(Duration.ofDays(9));

    time.ask();

    assertThat(time.isSuites()).isFalse();
    assertThat(time.about()).isEqualTo(venue.serverTime());
  }
}
