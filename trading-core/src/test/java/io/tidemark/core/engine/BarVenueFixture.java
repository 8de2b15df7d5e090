package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.RULES;
import static io.tidemark.core.engine.EngineFixture.START;
import static io.tidemark.core.engine.EngineFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A paper venue on bars of a minute, and what it is told and tells, written short. */
final class BarVenueFixture {

  private BarVenueFixture() {}

  static PaperVenue venue(String slippageBps, @Nullable String participation) {
    return PaperVenue.start(configuration(slippageBps, participation, false));
  }

  static PaperVenueConfiguration configuration(
      String slippageBps, @Nullable String participation, boolean shorts) {
    return PaperVenueConfiguration.onBars(
        "paper",
        Map.of(BTC, RULES),
        Map.of("USD", new BigDecimal("10000"), "BTC", new BigDecimal("5")),
        new FillSettings(
            SlippageModel.book(new BigDecimal(slippageBps)),
            participation == null ? null : new BigDecimal(participation),
            FeeSchedule.OF_INSTRUMENT),
        Timeframe.M1,
        10,
        shorts);
  }

  static BarsClosed bar(int minute, String prices) {
    return bar(minute, prices, "10");
  }

  static BarsClosed bar(int minute, String prices, String volume) {
    Bar bar = bar(Timeframe.M1, minute, prices, volume);
    return new BarsClosed(BTC, bar.closeTime(), List.of(bar), false, bar.closeTime());
  }

  static Bar bar(Timeframe timeframe, int minute, String prices, String volume) {
    String[] words = prices.split(" ");
    return new Bar(
        timeframe,
        START.plusSeconds(60L * minute),
        Price.of(words[0]),
        Price.of(words[1]),
        Price.of(words[2]),
        Price.of(words[3]),
        Quantity.of(volume),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  static List<ExecutionInput> submit(PaperVenue venue, PlaceOrder order) {
    return venue.onCommand(
        new SubmitOrder(
            order.clientOrderId(),
            BTC,
            order.purpose(),
            order.side(),
            order.type(),
            order.quantity(),
            order.limitPrice(),
            order.stopPrice(),
            order.postOnly(),
            order.timeInForce(),
            order.expiresAt(),
            order.eventTime(),
            order.eventTime().plusSeconds(60)),
        order.eventTime());
  }

  static List<VenueFill> fills(List<ExecutionInput> told) {
    return told.stream()
        .filter(VenueFilled.class::isInstance)
        .map(input -> ((VenueFilled) input).fill())
        .toList();
  }

  static VenueFill onlyFill(List<ExecutionInput> told) {
    assertThat(fills(told)).hasSize(1);
    return fills(told).getFirst();
  }

  static List<VenueOrderState> reported(List<ExecutionInput> told) {
    return told.stream()
        .filter(VenueReported.class::isInstance)
        .map(input -> ((VenueReported) input).state())
        .toList();
  }
}
