package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvariantsTest {

  private static final UUID ORDER = Ids.of("order", 1);

  private String cash = "98.9";
  private String held = "1";
  private String filled = "1";
  private String fee = "0.1";
  private String tradeId = "T1";
  private List<String> venueIds = List.of(ORDER.toString());
  private long deadLetters;
  private long lag;

  private Map<String, String> check() {
    BigDecimal one = BigDecimal.ONE;
    VenueLedger venue =
        new VenueLedger(
            new TreeMap<>(Map.of("USD", new BigDecimal("98.90"), "BTC", one)),
            venueIds.stream().map(id -> new VenueLedger.Order("O1", id, one, one)).toList(),
            List.of(new VenueLedger.Fill("T1", "O1", one, one, new BigDecimal("0.10"))));
    Invariants.Books suite =
        new Invariants.Books(
            new SuiteClient.Account(
                "ACTIVE",
                "Started",
                List.of(
                    new SuiteClient.Balance(
                        "USD", new BigDecimal(cash), BigDecimal.ZERO, new BigDecimal(fee)))),
            List.of(
                new SuiteClient.Position(
                    Ids.of("position", 1),
                    Ids.of("signal", 1),
                    "BTC/USD",
                    "LONG",
                    "OPEN",
                    one,
                    new BigDecimal(held),
                    null)),
            List.of(new SuiteClient.Order(ORDER, "FILLED", one, new BigDecimal(filled))),
            List.of(
                new SuiteClient.Fill(
                    Ids.of("fill", 1), tradeId, ORDER, one, one, new BigDecimal(fee))));
    return Invariants.check(venue, suite, List.of(Symbol.parse("BTC/USD")), deadLetters, lag);
  }

  private void assertBroken(String invariant, String words) {
    assertThat(check().get(invariant)).contains(words);
  }

  @Test
  void holdWhateverTheScale() {
    assertThat(check())
        .hasSize(8)
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo(Invariants.HELD));
  }

  @Test
  void tellCashThatDiffersByTheLastUnit() {
    cash = "98.900000001";
    assertBroken("cashEqualsLedger", "USD: suite 98.900000001, venue 98.90");
  }

  @Test
  void tellAPositionThatDiffers() {
    held = "0.99999999";
    assertBroken("positionsEqualLedger", "BTC: suite 0.99999999, venue 1");
  }

  @Test
  void tellAnOrderThatFilledOtherwise() {
    filled = "0.5";
    assertBroken("ordersEqualLedger", ORDER + ": suite filled 0.5, venue 1");
    assertBroken("fillsSumToOrders", ORDER + ": fills do not sum to 0.5");
  }

  @Test
  void tellAFillThatDiffersOrIsNotThere() {
    fee = "0.2";
    assertBroken("fillsEqualLedger", "fill T1");
    tradeId = "T2";
    assertBroken("fillsEqualLedger", "the suite misses fill T1; the venue does not know fill T2");
  }

  @Test
  void tellAClientOrderIdThatIsThereTwiceOrNotAtAll() {
    venueIds = List.of(ORDER.toString(), ORDER.toString(), "");
    assertBroken("noDuplicateClientOrderId", ORDER + " twice; an order without client order id");
  }

  @Test
  void tellWhatWasSetAsideOrNotConsumed() {
    deadLetters = 2;
    lag = 3;
    assertBroken("noDeadLetters", "2 dead letters");
    assertBroken("consumerLagZero", "3 messages not consumed");
  }

  @Test
  void tellTheFirstThreeAndHowManyMore() {
    assertThat(Invariants.verdict(List.of("a", "b", "c", "d", "e")))
        .isEqualTo("a; b; c; and 2 more");
  }
}
