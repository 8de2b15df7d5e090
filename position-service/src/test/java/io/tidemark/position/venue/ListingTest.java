package io.tidemark.position.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import org.junit.jupiter.api.Test;

class ListingTest {

  private static final String RULES =
      """
      "tickSize":"0.1","quantityStep":"0.0001","minimumQuantity":"0.001","minimumCost":"5",
      "takerFeeRate":0.0026,"makerFeeRate":"0.0016"
      """;

  @Test
  void readsRulesOfTheirOwnOrAmongTheFields() {
    Listing nested = read("{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"rules\":{%s}}");
    Listing flat = read("{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"tradable\":true,%s}");

    assertThat(nested).isEqualTo(flat);
    assertThat(nested.instrument()).isEqualTo(InstrumentId.of("kraken", "BTC/USD"));
    assertThat(nested.rules().takerFeeRate()).isEqualByComparingTo("0.0026");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\"}"))
        .withMessage("tickSize is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"symbol\":\"BTC/USD\",%s}"))
        .withMessage("exchange is missing");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> read("{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"tickSize\":\"small\"}"))
        .withMessageContaining("small");
  }

  private static Listing read(String template) {
    return Listing.of(Json.mapper().readTree(template.replace("%s", RULES)));
  }
}
