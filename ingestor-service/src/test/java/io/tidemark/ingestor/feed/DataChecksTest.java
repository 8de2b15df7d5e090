package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DataChecksTest {

  private static final Instant NOW = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final DataChecks checks = new DataChecks(() -> NOW, TOLERANCE);

  private static MarketTrade trade(Instant time) {
    return new MarketTrade(
        SeededTrades.BTC_USD, "t", Price.of("100"), Quantity.of("1"), null, time, NOW);
  }

  private static Ticker ticker(String bid, String ask) {
    Quantity one = Quantity.of("1");
    return new Ticker(
        SeededTrades.BTC_USD, Price.of(bid), one, Price.of(ask), one, null, null, NOW, NOW);
  }

  @Test
  void letsThroughWhatTheToleranceAllows() {
    assertThat(checks.check(trade(NOW.plus(TOLERANCE)))).isEmpty();
  }

  @Test
  void findsWhatIsDatedLaterThanTheToleranceAllows() {
    InvalidData fault = checks.check(trade(NOW.plus(TOLERANCE).plusNanos(1))).orElseThrow();

    assertThat(fault.fault()).isEqualTo(DataFault.FUTURE_TIME);
    assertThat(fault.channel()).isEqualTo(MarketChannel.TRADES);
    assertThat(fault.raw()).contains("\"price\":\"100\"");
  }

  @Test
  void asksNoClockThatIsOfAnotherTime() {
    checks.ignoreClock();

    assertThat(checks.check(trade(NOW.plus(Duration.ofDays(400))))).isEmpty();
  }

  @Test
  void findsDecimalsThatNothingCanStore() {
    MarketTrade trade =
        new MarketTrade(
            SeededTrades.BTC_USD, "t", Price.of("1E-20000"), Quantity.of("1"), null, NOW, NOW);

    assertThat(checks.check(trade).orElseThrow().fault()).isEqualTo(DataFault.MALFORMED);
  }

  @Test
  void findsABidAtOrAboveTheAsk() {
    assertThat(checks.check(ticker("100", "100.1"))).isEmpty();
    assertThat(checks.check(ticker("100", "100")).orElseThrow().fault())
        .isEqualTo(DataFault.CROSSED_BOOK);
  }
}
