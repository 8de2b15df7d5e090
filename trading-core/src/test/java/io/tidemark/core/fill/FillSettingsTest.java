package io.tidemark.core.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FillSettingsTest {

  private static final BigDecimal TICK = new BigDecimal("0.1");
  private static final InstrumentRules RULES =
      new InstrumentRules(
          TICK,
          new BigDecimal("0.001"),
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  @Test
  void measuresVolatilityAfterParkinson() {
    // ln(110/100) / (2 sqrt(ln 2)) = 0.0953102 / 1.6651092
    assertThat(activity("110", "100", "5").volatility()).isCloseTo(0.0572396, within(1e-7));
    assertThat(activity("100", "100", "5").volatility()).isZero();
  }

  @Test
  void roundsASellersPriceDownAndKeepsItsLimit() {
    SlippageModel model =
        new SlippageModel(SlippageModel.Kind.FIXED, BigDecimal.TEN, BigDecimal.ONE);
    SlippageModel.Offer offer =
        new SlippageModel.Offer(Side.SELL, Quantity.of("1"), Price.of("100.05"), Price.of("99"));

    // 100.05 x 0.999 = 99.94995
    assertThat(model.price(offer, MarketActivity.NONE, null, TICK)).isEqualTo(Price.of("99.9"));
    assertThat(model.price(offer, MarketActivity.NONE, Price.of("100"), TICK))
        .isEqualTo(Price.of("100"));
  }

  @Test
  void walksTheBookWhereNothingTellsTheImpact() {
    SlippageModel model =
        new SlippageModel(SlippageModel.Kind.SQUARE_ROOT, BigDecimal.ZERO, BigDecimal.ONE);
    SlippageModel.Offer offer =
        new SlippageModel.Offer(Side.BUY, Quantity.of("1"), Price.of("100"), Price.of("103"));

    assertThat(model.price(offer, MarketActivity.NONE, null, TICK)).isEqualTo(Price.of("103"));
  }

  @Test
  void neverAsksForLessThanATick() {
    SlippageModel model =
        new SlippageModel(
            SlippageModel.Kind.SQUARE_ROOT, BigDecimal.ZERO, BigDecimal.valueOf(1_000));
    SlippageModel.Offer offer =
        new SlippageModel.Offer(Side.SELL, Quantity.of("9"), Price.of("100"), Price.of("100"));

    assertThat(model.price(offer, activity("110", "90", "1"), null, TICK))
        .isEqualTo(Price.of("0.1"));
  }

  @Test
  void paysByTheHighestTierReached() {
    FeeSchedule schedule =
        new FeeSchedule(
            List.of(tier("50000", "0.0014", "0.0024"), tier("100000", "0.001", "0.002")));

    assertThat(rate(schedule, Liquidity.TAKER, "49999.99")).isEqualTo("0.0026");
    assertThat(rate(schedule, Liquidity.MAKER, "49999.99")).isEqualTo("0.0016");
    assertThat(rate(schedule, Liquidity.TAKER, "50000")).isEqualTo("0.0024");
    assertThat(rate(schedule, Liquidity.MAKER, "100000")).isEqualTo("0.001");
  }

  @Test
  void refusesWhatIsOutOfItsRange() {
    assertThatThrownBy(() -> new FeeSchedule(List.of(tier("5", "0", "0"), tier("5", "0", "0"))))
        .hasMessageContaining("rising volumes");
    assertThatThrownBy(() -> tier("0", "0", "1")).hasMessageContaining("taker_rate");
    assertThatThrownBy(
            () -> new FillSettings(SlippageModel.BOOK, BigDecimal.ZERO, FeeSchedule.OF_INSTRUMENT))
        .hasMessageContaining("participation_pct");
    assertThatThrownBy(() -> SlippageModel.book(new BigDecimal("-1")))
        .hasMessageContaining("slippage_bps");
  }

  private static FeeSchedule.Tier tier(String volume, String maker, String taker) {
    return new FeeSchedule.Tier(
        new BigDecimal(volume), new BigDecimal(maker), new BigDecimal(taker));
  }

  private static String rate(FeeSchedule schedule, Liquidity liquidity, String volume) {
    return schedule.rate(liquidity, new BigDecimal(volume), RULES).toPlainString();
  }

  private static MarketActivity activity(String high, String low, String volume) {
    return new MarketActivity(Price.of(high), Price.of(low), Quantity.of(volume));
  }
}
