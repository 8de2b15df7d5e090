package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KrakenTradeIdsTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");

  private static String first(String seconds, String price, String quantity, Side side) {
    return new KrakenTradeIds(BTC_USD)
        .next(KrakenTimes.parse(seconds), Price.of(price), Quantity.of(quantity), side);
  }

  @Test
  void givesTheSameTradeOneIdWhateverTheDigitsOfItsTime() {
    String stream = first("1688669597.827737", "30243.40000", "0.34507674", Side.BUY);
    String rest = first("1688669597.8277369", "30243.4", "0.34507674", Side.BUY);

    assertThat(rest).isEqualTo(stream);
  }

  @Test
  void tellsTradesApartByEachPartOfTheirContent() {
    Set<String> ids =
        new HashSet<>(
            List.of(
                first("1688669597.827737", "30243.4", "0.1", Side.BUY),
                first("1688669597.827738", "30243.4", "0.1", Side.BUY),
                first("1688669597.827737", "30243.5", "0.1", Side.BUY),
                first("1688669597.827737", "30243.4", "0.2", Side.BUY),
                first("1688669597.827737", "30243.4", "0.1", Side.SELL)));

    assertThat(ids).hasSize(5);
  }

  @Test
  void tellsEqualTradesApartByTheirOrder() {
    Instant time = KrakenTimes.parse("1688669597.827737");
    KrakenTradeIds once = new KrakenTradeIds(BTC_USD);
    KrakenTradeIds again = new KrakenTradeIds(BTC_USD);
    List<String> ids =
        List.of(
            once.next(time, Price.of("1"), Quantity.of("2"), Side.BUY),
            once.next(time, Price.of("1"), Quantity.of("2"), Side.BUY));

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(
            List.of(
                again.next(time, Price.of("1"), Quantity.of("2"), Side.BUY),
                again.next(time, Price.of("1"), Quantity.of("2"), Side.BUY)))
        .isEqualTo(ids);
  }
}
