package io.tidemark.execution.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionStage;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaperComparisonTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentRules RULES =
      new InstrumentRules(
          new BigDecimal("0.1"),
          new BigDecimal("0.001"),
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  private final ExecutionStage real =
      ExecutionStage.start(
          new ExecutionConfiguration(
              "run",
              "live",
              Map.of(BTC, RULES),
              Duration.ofSeconds(60),
              Duration.ofSeconds(5),
              Duration.ofMinutes(5)));
  private final BigDecimal plenty = BigDecimal.TEN.pow(18);
  private final PaperComparison comparison =
      new PaperComparison(
          new PaperVenueConfiguration(
              "live",
              Map.of(BTC, RULES),
              Map.of("USD", plenty, "BTC", plenty),
              FillSettings.USUAL,
              Duration.ofSeconds(1),
              Duration.ZERO,
              Duration.ofMinutes(10),
              true));

  @Test
  void tellsByHowMuchTheVenueWasDearer() {
    trade("100", 0);
    SubmitOrder buy = sent(Side.BUY);
    filled(buy, "100.5");
    assertThat(compared(2)).isEmpty();
    trade("100", 3);

    assertThat(compared(3))
        .singleElement()
        .satisfies(one -> assertThat(one.paperPrice()).isEqualByComparingTo("100"))
        .satisfies(one -> assertThat(one.errorBps()).isEqualByComparingTo("50"));
    assertThat(compared(4)).isEmpty();
  }

  @Test
  void countsASellTheOtherWayRound() {
    trade("100", 0);
    SubmitOrder sell = sent(Side.SELL);
    filled(sell, "100.5");
    trade("100", 3);

    assertThat(compared(3))
        .singleElement()
        .satisfies(one -> assertThat(one.errorBps()).isEqualByComparingTo("-50"));
  }

  @Test
  void comparesNothingThatPaperDoesNotFillInTime() {
    trade("100", 0);
    filled(sent(Side.BUY), "100.5");
    assertThat(compared(2)).isEmpty();
    assertThat(compared(400)).isEmpty();
    trade("100", 401);

    assertThat(compared(402)).isEmpty();
  }

  private SubmitOrder sent(Side side) {
    PlaceOrder order =
        new PlaceOrder(
            Ids.of("order", side),
            "run",
            "live",
            BTC,
            "s",
            Ids.of("position", 1),
            Ids.of("cause", 1),
            OrderPurpose.ENTRY,
            side,
            OrderType.MARKET,
            Quantity.of("1"),
            null,
            null,
            false,
            TimeInForce.GTC,
            "test",
            Price.of("100"),
            at(1),
            at(1));
    step(new IntentReceived(order));
    SubmitOrder submit =
        (SubmitOrder)
            real.step(new SubmissionStarted(order.clientOrderId()), at(1)).commands().getFirst();
    comparison.sent(submit, at(1));
    return submit;
  }

  private void filled(SubmitOrder submit, String price) {
    step(
        new VenueFilled(
            submit.clientOrderId(),
            new VenueFill(
                "t" + submit.clientOrderId(),
                Price.of(price),
                submit.quantity(),
                Money.of("0.1", "USD"),
                Liquidity.TAKER,
                at(1))));
  }

  private void step(ExecutionInput input) {
    real.step(input, at(1));
  }

  private void trade(String price, long second) {
    MarketTrade trade =
        new MarketTrade(
            BTC, "m" + second, Price.of(price), Quantity.of("5"), null, at(second), at(second));
    comparison.handle(received(trade));
  }

  private static Received received(MarketTrade trade) {
    return new Received(
        trade, EventCodec.encode(trade), "market.trade.v1", 0, 0, BTC.key(), null, 0, null);
  }

  private List<PaperComparison.Compared> compared(long second) {
    return comparison.compare((UUID id) -> real.order(id), at(second));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
