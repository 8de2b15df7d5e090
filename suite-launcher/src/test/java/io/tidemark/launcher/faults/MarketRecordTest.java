package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.demo.Invariants;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.tape.TradeTape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketRecordTest {

  private static final InstrumentId INSTRUMENT =
      new InstrumentId("kraken", new Symbol("BTC", "USD"));
  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir Path folder;

  private final MarketRecord market = new MarketRecord();
  private TradeTape venue;

  /** Two trades in the first minute, none in the second, one in each of the next two. */
  @BeforeEach
  void trade() throws IOException {
    long begin = BEGIN.toEpochMilli();
    Path file = folder.resolve("trades.csv");
    Files.writeString(
        file,
        "timestamp,price,amount,side\n%d,100,1,buy\n%d,101,2,sell\n%d,102,4,buy\n%d,103,8,buy\n"
            .formatted(begin, begin + 59_999, begin + 120_000, begin + 239_999));
    venue = TapeReader.read(file).tape();
  }

  private static BarsClosed bar(
      int minute, String volume, Completeness completeness, int revision) {
    Instant open = BEGIN.plus(Duration.ofMinutes(minute));
    Price price = new Price(new BigDecimal("100"));
    Bar bar =
        new Bar(
            Timeframe.M1,
            open,
            price,
            price,
            price,
            price,
            new Quantity(new BigDecimal(volume)),
            null,
            null,
            null,
            null,
            null,
            completeness,
            BarSource.TRADES,
            revision);
    return new BarsClosed(INSTRUMENT, bar.closeTime(), List.of(bar), revision > 0, bar.closeTime());
  }

  private static ScanDecided decision(int minute, Outcome outcome) {
    Instant close = BEGIN.plus(Duration.ofMinutes(minute));
    StrategyDecision decision =
        new StrategyDecision(
            new UUID(0, minute),
            "follower",
            Timeframe.M1,
            outcome,
            null,
            0,
            0,
            null,
            List.of(),
            Map.of(),
            "hash",
            null);
    return new ScanDecided(INSTRUMENT, "run", close, List.of(decision), close);
  }

  private void tellAll() {
    market.add(bar(0, "3", Completeness.COMPLETE, 0));
    market.add(bar(2, "4", Completeness.COMPLETE, 0));
    market.add(bar(3, "8", Completeness.COMPLETE, 0));
  }

  @Test
  void holdsWhenEveryMinuteThatTradedWasTold() {
    tellAll();
    market.add(decision(1, Outcome.HOLD));
    market.add(decision(1, Outcome.HOLD));

    assertThat(market.check(venue))
        .containsOnlyKeys("noBarLost", "noDecisionDoubled")
        .allSatisfy((name, outcome) -> assertThat(outcome).isEqualTo(Invariants.HELD));
  }

  @Test
  void tellsAMinuteThatIsMissing() {
    market.add(bar(0, "3", Completeness.COMPLETE, 0));
    market.add(bar(3, "8", Completeness.COMPLETE, 0));

    assertThat(market.check(venue).get("noBarLost"))
        .isEqualTo("the minute of 2024-01-01T00:02:00Z is missing");
  }

  @Test
  void tellsABarThatLacksATradeUnlessItSaysSo() {
    tellAll();
    market.add(bar(2, "3", Completeness.COMPLETE, 1));
    assertThat(market.check(venue).get("noBarLost"))
        .isEqualTo(
            "the bar of 2024-01-01T00:02:00Z is COMPLETE with a volume of 3, the venue traded 4");

    market.add(bar(2, "3", Completeness.PARTIAL, 2));
    assertThat(market.check(venue)).containsEntry("noBarLost", Invariants.HELD);
  }

  @Test
  void takesTheLatestEditionOfABar() {
    market.add(bar(0, "3", Completeness.COMPLETE, 0));
    market.add(bar(2, "4", Completeness.CORRECTED, 1));
    market.add(bar(2, "1", Completeness.COMPLETE, 0));
    market.add(bar(3, "8", Completeness.COMPLETE, 0));

    assertThat(market.check(venue)).containsEntry("noBarLost", Invariants.HELD);
  }

  @Test
  void tellsABarDecidedOnTwice() {
    tellAll();
    market.add(decision(1, Outcome.HOLD));
    market.add(decision(1, Outcome.BLOCKED));

    assertThat(market.check(venue).get("noDecisionDoubled"))
        .isEqualTo("follower at 2024-01-01T00:01:00Z decided HOLD and BLOCKED");
  }

  @Test
  void isNotContentWithNothing() {
    assertThat(market.check(venue)).containsEntry("noBarLost", "no bar was told");
  }
}
