package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.RULES;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.book;
import static io.tidemark.core.engine.EngineFixture.limit;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.paper;
import static io.tidemark.core.engine.EngineFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.fill.SlippageModel.Kind;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fill settings do to a paper venue's fills. */
class PaperFillsTest {

  private static final BigDecimal FIFTH = new BigDecimal("0.2");

  @Test
  void givesAnOrderItsPartOfWhatOthersTrade() {
    PaperVenue venue = venue(participating());
    venue.onMarket(trade("100", "1", 0));
    submit(venue, limit(Side.BUY, "1", "99", 1), 1);

    List<VenueFill> fills = fills(venue.onMarket(trade("98", "3.333", 2)));

    // A fifth of 3.333 is 0.6666, of which 0.666 are whole steps of 0.001.
    assertThat(fills).extracting(f -> f.quantity().toString()).containsExactly("0.666");
    // With 0.0006 carried over, a fifth of 1.667 completes the order: 0.334 of 0.334.
    assertThat(fills(venue.onMarket(trade("98", "1.667", 3))))
        .extracting(f -> f.quantity().toString())
        .containsExactly("0.334");
  }

  @Test
  void letsTheQueueTakeAsLongAsItDoesWithoutACap() {
    PaperVenue venue = venue(participating());
    venue.onMarket(book("99", "101", "5", 0));
    submit(venue, limit(Side.BUY, "1", "99", 1), 1);

    assertThat(fills(venue.onMarket(sold("99", "5", 2)))).isEmpty();
    assertThat(fills(venue.onMarket(sold("99", "2", 3))))
        .extracting(f -> f.quantity().toString())
        .containsExactly("0.4");
  }

  @Test
  void takesAtTheBestPriceUnderTheOptimistsModel() {
    assertThat(takerPrices(Kind.NONE, "0")).containsExactly("100", "100");
  }

  @Test
  void takesTheLevelsUnderTheBooksModel() {
    assertThat(takerPrices(Kind.BOOK, "0")).containsExactly("100", "102");
    assertThat(takerPrices(Kind.BOOK, "10")).containsExactly("100.1", "102.2");
  }

  @Test
  void takesTheBestPriceAndAFixedPartUnderTheFixedModel() {
    assertThat(takerPrices(Kind.FIXED, "10")).containsExactly("100.1", "100.1");
  }

  @Test
  void takesTheBestPriceAndItsImpactUnderTheSquareRootModel() {
    // Volatility ln(102/100) / (2 sqrt(ln 2)) = 0.0118924, quantity 2 of a volume of 8:
    // an impact of half of that, 0.0059462 x 100 = 0.59, on the tick 100.6.
    assertThat(takerPrices(Kind.SQUARE_ROOT, "0")).containsExactly("100.6", "100.6");
  }

  @Test
  void paysTheFeesOfItsTierFromTheNextDayOn() {
    FeeSchedule schedule =
        new FeeSchedule(
            List.of(
                new FeeSchedule.Tier(
                    new BigDecimal("100"), new BigDecimal("0.001"), new BigDecimal("0.002"))));
    PaperVenue venue = venue(new FillSettings(SlippageModel.BOOK, BigDecimal.ONE, schedule));
    venue.onMarket(trade("100", "1", 0));
    submit(venue, market(Side.BUY, "1", 1), 1);
    VenueFill first = fills(venue.onMarket(trade("100", "5", 2))).getFirst();
    submit(venue, market(Side.BUY, "1", 3), 3);
    VenueFill sameDay = fills(venue.onMarket(trade("100", "5", 4))).getFirst();
    PaperVenue restored =
        PaperVenue.restore(
            paper(new FillSettings(SlippageModel.BOOK, BigDecimal.ONE, schedule), 0),
            venue.state());
    double nextDay = 86_400 + 5;
    restored.onMarket(trade("100", "5", nextDay));
    submit(restored, market(Side.BUY, "1", nextDay + 1), nextDay + 1);
    VenueFill later = fills(restored.onMarket(trade("100", "5", nextDay + 2))).getFirst();

    assertThat(first.fee()).isEqualTo(Money.of("0.26", "USD"));
    assertThat(sameDay.fee()).isEqualTo(Money.of("0.26", "USD"));
    assertThat(later.fee()).isEqualTo(Money.of("0.2", "USD"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverFillsBeyondTheLimitNorMoreThanItsPartAndConservesMoney(long seed) {
    Random random = new Random(seed);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    FillSettings settings =
        new FillSettings(
            new SlippageModel(kind, BigDecimal.valueOf(random.nextInt(20)), BigDecimal.ONE),
            FIFTH,
            FeeSchedule.OF_INSTRUMENT);
    PaperVenue venue = venue(settings);
    PaperVenue again = venue(settings);
    Map<UUID, PaperOrder> orders = new LinkedHashMap<>();
    SortedMap<String, Money> balances = new TreeMap<>();
    Scene scene = new Scene(random);
    List<ExecutionInput> told = new ArrayList<>();
    List<ExecutionInput> toldAgain = new ArrayList<>();
    for (int second = 0; second < 300; second++) {
      MarketEvent event = scene.next(second);
      int before = told.size();
      told.addAll(venue.onMarket(event));
      toldAgain.addAll(again.onMarket(event));
      scene.assertFills(fills(told.subList(before, told.size())), event);
      scene
          .order(second)
          .ifPresent(
              order -> {
                told.addAll(venue.onCommand(scene.command(order), order.eventTime()));
                toldAgain.addAll(again.onCommand(scene.command(order), order.eventTime()));
              });
      PaperVenueChanges changes = venue.takeChanges();
      changes.orders().forEach(order -> orders.put(order.order().clientOrderId(), order));
      balances.putAll(changes.balances());
    }

    assertThat(toldAgain).isEqualTo(told);
    assertThat(again.state()).isEqualTo(venue.state());
    assertThat(orders.values()).containsExactlyElementsOf(venue.orders());
    assertThat(balances).isEqualTo(venue.balances());
    assertThat(fills(told)).isNotEmpty();
    scene.assertConserved(venue, told);
  }

  private static PaperVenue venue(FillSettings settings) {
    return PaperVenue.start(paper(settings, 0));
  }

  private static FillSettings participating() {
    return new FillSettings(SlippageModel.BOOK, FIFTH, FeeSchedule.OF_INSTRUMENT);
  }

  /** A buy of 2 where the book shows 1 at 100 and more at 102, after trades of 8. */
  private static List<String> takerPrices(Kind kind, String bps) {
    PaperVenue venue =
        venue(
            new FillSettings(
                new SlippageModel(kind, new BigDecimal(bps), BigDecimal.ONE),
                BigDecimal.ONE,
                FeeSchedule.OF_INSTRUMENT));
    venue.onMarket(trade("100", "4", 0));
    venue.onMarket(trade("102", "4", 1));
    venue.onMarket(
        new OrderBook(
            BTC,
            List.of(level("99", "1")),
            List.of(level("100", "1"), level("102", "9")),
            at(2),
            at(2)));
    submit(venue, market(Side.BUY, "2", 3), 3);
    return fills(venue.onTime(at(4))).stream().map(fill -> fill.price().toString()).toList();
  }

  private static BookLevel level(String price, String quantity) {
    return new BookLevel(Price.of(price), Quantity.of(quantity), Quantity.of(quantity));
  }

  private static MarketTrade sold(String price, String quantity, double seconds) {
    return new MarketTrade(
        BTC,
        "m" + seconds,
        Price.of(price),
        Quantity.of(quantity),
        Side.SELL,
        at(seconds),
        at(seconds));
  }

  private static void submit(PaperVenue venue, PlaceOrder order, double seconds) {
    venue.onCommand(submission(order), at(seconds));
  }

  private static SubmitOrder submission(PlaceOrder order) {
    ExecutionStage stage = ExecutionStage.start(EngineFixture.execution());
    stage.step(new ExecutionInput.IntentReceived(order), order.eventTime());
    return (SubmitOrder)
        stage
            .step(new ExecutionInput.SubmissionStarted(order.clientOrderId()), order.eventTime())
            .commands()
            .getFirst();
  }

  private static List<VenueFill> fills(List<ExecutionInput> inputs) {
    return inputs.stream()
        .filter(VenueFilled.class::isInstance)
        .map(input -> ((VenueFilled) input).fill())
        .toList();
  }

  /** A random market with one order in it at a time, so that what it gets is easy to bound. */
  private static final class Scene {

    private final Random random;
    private final List<PlaceOrder> orders = new ArrayList<>();
    private int price = 1_000;

    Scene(Random random) {
      this.random = random;
    }

    MarketEvent next(int second) {
      price = Math.max(500, price + random.nextInt(21) - 10);
      return random.nextInt(3) == 0
          ? book(tenth(price - 2), tenth(price + 2), "0.9", second)
          : trade(tenth(price), "0.6", second);
    }

    Optional<PlaceOrder> order(int second) {
      if (second % 30 != 10) {
        return Optional.empty();
      }
      Side side = orders.size() % 2 == 0 ? Side.BUY : Side.SELL;
      int away = random.nextInt(30) - 15;
      PlaceOrder order =
          random.nextBoolean()
              ? market(side, "0.7", second)
              : limit(side, "0.7", tenth(price + away), second);
      orders.add(order);
      return Optional.of(order);
    }

    SubmitOrder command(PlaceOrder order) {
      return submission(order);
    }

    void assertFills(List<VenueFill> fills, MarketEvent event) {
      BigDecimal offered =
          event instanceof MarketTrade trade
              ? trade.quantity().value()
              : ((OrderBook) event).asks().getFirst().quantity().value();
      for (VenueFill fill : fills) {
        assertThat(fill.quantity().value().remainder(RULES.quantityStep()).signum()).isZero();
        assertThat(fill.quantity().value())
            .isLessThanOrEqualTo(offered.multiply(FIFTH).add(RULES.quantityStep()));
      }
    }

    void assertConserved(PaperVenue venue, List<ExecutionInput> told) {
      BigDecimal cash = new BigDecimal("10000");
      BigDecimal coins = new BigDecimal("5");
      for (ExecutionInput input : told) {
        if (!(input instanceof VenueFilled filled)) {
          continue;
        }
        PlaceOrder order =
            orders.stream()
                .filter(one -> one.clientOrderId().equals(filled.clientOrderId()))
                .findFirst()
                .orElseThrow();
        VenueFill fill = filled.fill();
        Price limit = order.limitPrice();
        boolean buys = order.side() == Side.BUY;
        if (limit != null) {
          assertThat(buys ? fill.price().isAbove(limit) : fill.price().isBelow(limit))
              .as("beyond its limit")
              .isFalse();
        }
        BigDecimal notional = fill.price().times(fill.quantity());
        BigDecimal rate =
            fill.liquidity() == Liquidity.MAKER ? RULES.makerFeeRate() : RULES.takerFeeRate();
        assertThat(fill.fee().amount()).isEqualByComparingTo(notional.multiply(rate));
        cash = (buys ? cash.subtract(notional) : cash.add(notional)).subtract(fill.fee().amount());
        coins = buys ? coins.add(fill.quantity().value()) : coins.subtract(fill.quantity().value());
      }
      assertThat(venue.balances().get("USD")).isEqualTo(new Money(cash, "USD"));
      assertThat(venue.balances().get("BTC")).isEqualTo(new Money(coins, "BTC"));
    }

    private static String tenth(int price) {
      return BigDecimal.valueOf(price, 1).toPlainString();
    }
  }
}
