package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.position.stage.PerformanceBook.Figures;
import io.tidemark.position.stage.PerformanceBook.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PerformanceBookTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  private static final Scope RUN = Scope.run("USD");
  private static final Scope OF_A = new Scope("USD", "a", "", "");
  private static final Scope OF_BTC = new Scope("USD", "", "kraken", "BTC/USD");
  private static final Scope OF_A_IN_BTC = new Scope("USD", "a", "kraken", "BTC/USD");

  private final PositionStage stage = PositionStage.start(configuration());
  private final PerformanceBook book = new PerformanceBook(stage.account(), List.of());
  private long minutes;

  @Test
  void sumsUpByRunStrategyAndInstrument() {
    trade("a", BTC, "101");
    trade("b", BTC, "98");
    trade("a", ETH, "103");

    Map<Scope, Figures> figures = book.takeChanged();

    // the run, two strategies, two instruments, and three of the one in the other
    assertThat(figures).hasSize(8);
    assertThat(pnl(figures, RUN)).isEqualByComparingTo("20");
    assertThat(pnl(figures, OF_A)).isEqualByComparingTo("40");
    assertThat(pnl(figures, OF_BTC)).isEqualByComparingTo("-10");
    assertThat(pnl(figures, OF_A_IN_BTC)).isEqualByComparingTo("10");
    // 10,010 after the first, 9,990 after the second
    assertThat(figures(figures, OF_BTC).equity().maxDrawdown()).isEqualTo(20.0 / 10_010);
  }

  @Test
  void tellsOnlyWhatChanged() {
    trade("a", BTC, "101");
    book.takeChanged();
    assertThat(book.takeChanged()).isEmpty();

    trade("b", ETH, "101");

    assertThat(book.takeChanged()).containsOnlyKeys(RUN, scope("b"), eth(""), eth("b"));
  }

  @Test
  void takesTheAccountsEquityForTheRun() {
    trade("a", BTC, "101");
    book.valued(Money.of("10000", "USD"), at(0));
    book.valued(Money.of("8000", "USD"), at(1));
    book.valued(Money.of("1", "USD"), at(0.5));

    Map<Scope, Figures> figures = book.takeChanged();

    assertThat(figures(figures, RUN).equity().maxDrawdown()).isEqualTo(0.2);
    assertThat(figures(figures, OF_A).equity().maxDrawdown()).isZero();
  }

  @Test
  void isTheSameFromPositionsInAnyOrder() {
    for (String exit : List.of("101", "99", "97", "104", "98")) {
      trade("a", BTC, exit);
    }
    List<Position> positions = new ArrayList<>(stage.state().positions());
    Collections.reverse(positions);

    PerformanceBook restored = new PerformanceBook(stage.account(), positions);

    assertThat(restored.takeChanged()).isEqualTo(book.takeChanged());
  }

  private static Scope scope(String strategy) {
    return new Scope("USD", strategy, "", "");
  }

  private static Scope eth(String strategy) {
    return new Scope("USD", strategy, "kraken", "ETH/USD");
  }

  private static BigDecimal pnl(Map<Scope, Figures> figures, Scope scope) {
    return figures(figures, scope).trades().totalPnl();
  }

  private static Figures figures(Map<Scope, Figures> figures, Scope scope) {
    return Objects.requireNonNull(figures.get(scope), scope::toString);
  }

  /** Buys 10 at 100 and sells at {@code exit}, without fees. */
  private void trade(String strategy, InstrumentId instrument, String exit) {
    fill(step(signal(SignalType.BUY, strategy, instrument, "100")), "100");
    fill(step(signal(SignalType.CLOSE, strategy, instrument, exit)), exit);
  }

  private void fill(List<Event> events, String price) {
    PlaceOrder order =
        events.stream()
            .filter(PlaceOrder.class::isInstance)
            .map(PlaceOrder.class::cast)
            .findFirst()
            .orElseThrow();
    minutes++;
    step(
        new OrderFilled(
            Ids.of("fill", order.clientOrderId()),
            "t" + minutes,
            order.clientOrderId(),
            "run",
            "account",
            order.instrument(),
            order.side(),
            Price.of(price),
            order.quantity(),
            Money.zero("USD"),
            Liquidity.TAKER,
            at(minutes),
            at(minutes)));
  }

  private List<Event> step(Event event) {
    List<Event> events = stage.step(event, event.eventTime());
    stage.changes().positions().forEach(book::changed);
    return events;
  }

  private SignalRaised signal(
      SignalType type, String strategy, InstrumentId instrument, String price) {
    minutes++;
    return new SignalRaised(
        Ids.of("signal", strategy, instrument, type, minutes),
        "run",
        instrument,
        strategy,
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        0.8,
        0.8,
        "test",
        null,
        Price.of(price),
        List.of(),
        Map.of(),
        "hash",
        at(minutes),
        at(minutes));
  }

  private static Instant at(double minutes) {
    return Instant.parse("2026-03-01T00:00:00Z").plusMillis(Math.round(minutes * 60_000));
  }

  private static PositionStageConfiguration configuration() {
    InstrumentRules rules =
        new InstrumentRules(
            new BigDecimal("0.1"),
            new BigDecimal("0.0001"),
            new BigDecimal("0.001"),
            new BigDecimal("5"),
            new BigDecimal("0.0026"),
            new BigDecimal("0.0016"));
    return PositionStageConfiguration.of(
        "run",
        "account",
        Map.of("USD", new BigDecimal("10000")),
        new RiskLimits(2, new BigDecimal("50")),
        Map.of("a", strategy("a"), "b", strategy("b")),
        Map.of(BTC, rules, ETH, rules));
  }

  private static StrategyDefinition strategy(String id) {
    return new StrategyDefinition(
        id,
        id,
        "momentum",
        StrategyDefinition.Mode.LIVE,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        StrategyDefinition.Rules.NONE,
        StrategyDefinition.Rules.NONE,
        ExitPlan.NONE,
        new PositionSizing(null, new BigDecimal("1000"), null),
        "hash");
  }
}
