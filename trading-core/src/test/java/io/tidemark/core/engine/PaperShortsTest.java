package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.RULES;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.model.Money;
import io.tidemark.model.Side;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account of 1,000 USD that may sell what it does not hold. */
class PaperShortsTest {

  private final PaperVenue venue =
      PaperVenue.start(
          new PaperVenueConfiguration(
              "paper",
              Map.of(BTC, RULES),
              Map.of("USD", new BigDecimal("1000")),
              FillSettings.USUAL,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ofMinutes(5),
              true));

  @Test
  void sellsWhatItDoesNotHoldAndBuysItBack() {
    venue.onMarket(trade("100", "9", 0));
    assertTaken(market(Side.SELL, "5", 1));
    venue.onMarket(trade("100", "9", 2));
    assertThat(venue.balances()).containsEntry("BTC", Money.of("-5", "BTC"));

    assertTaken(market(Side.BUY, "5", 3));
    venue.onMarket(trade("90", "9", 4));

    assertThat(venue.balances()).containsEntry("BTC", Money.of("0", "BTC"));
    // 500 - 1.30 - 450 - 1.17
    assertThat(venue.balances()).containsEntry("USD", Money.of("1047.53", "USD"));
  }

  @Test
  void holdsBackTheProceedsAndAnEqualMargin() {
    venue.onMarket(trade("100", "9", 0));
    assertTaken(market(Side.SELL, "5", 1));
    venue.onMarket(trade("100", "9", 2));

    // 1,498.70 are there and 1,000 held back: 4.97 of what costs 100.26 a piece.
    assertRefused(market(Side.SELL, "4.98", 3));
    assertTaken(market(Side.SELL, "4.97", 4));
  }

  @Test
  void needsAMarginForWhatItSells() {
    venue.onMarket(trade("100", "9", 0));

    assertRefused(market(Side.SELL, "10", 1));
  }

  private void assertTaken(PlaceOrder order) {
    assertThat(submit(order).getFirst()).isInstanceOf(SubmitAccepted.class);
  }

  private void assertRefused(PlaceOrder order) {
    assertThat(submit(order)).singleElement().isInstanceOf(SubmitRejected.class);
  }

  private List<ExecutionInput> submit(PlaceOrder order) {
    return venue.onCommand(
        new SubmitOrder(
            order.clientOrderId(),
            BTC,
            order.purpose(),
            order.side(),
            order.type(),
            order.quantity(),
            null,
            null,
            false,
            order.timeInForce(),
            null,
            order.eventTime(),
            order.eventTime().plusSeconds(60)),
        at(order.eventTime().getEpochSecond() - EngineFixture.START.getEpochSecond()));
  }
}
