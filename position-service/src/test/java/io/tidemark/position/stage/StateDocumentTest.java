package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.ExitRequest;
import io.tidemark.core.portfolio.InstrumentMarket;
import io.tidemark.core.portfolio.PassingRefusals;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrder;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.core.risk.CloseHistory;
import io.tidemark.core.risk.CorrelationWindow;
import io.tidemark.core.risk.RiskBook;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.risk.RiskState;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.risk.RiskState.Reduction;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataRetrievalFailureException;
import tools.jackson.databind.node.ObjectNode;

/** What the stage holds comes back from its rows exactly, to the nanosecond and the last digit. */
class StateDocumentTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00.123456789Z");

  private final PositionStage stage = PositionStage.start(configuration());

  @Test
  void givesBackAPositionThatIsClosing() {
    PlaceOrder entry = (PlaceOrder) step(signal()).getFirst();
    PositionStageState opening = stage.state();
    step(fill(entry));
    step(trade("97.123456789012345678", 5));
    PositionStageState closing = stage.state();

    assertThat(opening.positions())
        .allSatisfy(position -> assertComesBack(position, Position.class));
    assertThat(closing.positions())
        .singleElement()
        .satisfies(position -> assertThat(position.exit()).isNotNull())
        .satisfies(position -> assertThat(position.progress()).isNotNull())
        .satisfies(position -> assertComesBack(position, Position.class));
    assertThat(closing.orders())
        .hasSize(2)
        .allSatisfy(order -> assertComesBack(order, PositionOrder.class));
    assertThat(closing.fills())
        .hasSize(1)
        .allSatisfy(fill -> assertComesBack(fill, BookedFill.class));
  }

  @Test
  void givesBackTheTradesThatWaitForACheck() {
    step(signal());
    step(trade("97.123456789012345678", 5));

    assertThat(stage.market(BTC).orElseThrow())
        .satisfies(market -> assertThat(market.unchecked()).hasSize(1))
        .satisfies(market -> assertComesBack(market, InstrumentMarket.class));
  }

  @Test
  void givesBackEveryExitThatAPositionMayHave() {
    ExitPlan plan =
        new ExitPlan(
            null,
            new AtrDistance(BigDecimal.TWO, 14),
            null,
            List.of(new TakeProfitLevel(BigDecimal.ONE, new BigDecimal("0.25"))),
            new TrailingStop(BigDecimal.ONE, null, new AtrDistance(BigDecimal.TWO, 10)),
            BigDecimal.ONE,
            60,
            true,
            new TreeMap<>(Map.of(0, BigDecimal.TEN, 30, BigDecimal.ONE)),
            OppositeSignal.REVERSE,
            new BigDecimal("0.5"),
            true,
            true);

    assertComesBack(plan, ExitPlan.class);
    assertComesBack(ExitPlan.NONE, ExitPlan.class);
  }

  @Test
  void givesBackAnExitThatEntersTheOtherWayAfterwards() {
    ExitRequest reversal =
        new ExitRequest(
            ExitReason.SIGNAL,
            signal().signalId(),
            Quantity.of("0.3"),
            Price.of("100"),
            NOON,
            signal());

    assertComesBack(reversal, ExitRequest.class);
  }

  @Test
  void givesBackTermsInAverageTrueRanges() {
    ExitPlan plan =
        new ExitPlan(
            null,
            new AtrDistance(BigDecimal.TWO, 14),
            null,
            List.of(),
            new TrailingStop(BigDecimal.ONE, null, new AtrDistance(BigDecimal.TWO, 10)),
            null,
            null,
            false,
            new TreeMap<>(),
            OppositeSignal.CLOSE,
            null,
            false,
            false);
    ExitTerms terms =
        new ExitTerms(
            PositionSide.SHORT,
            plan,
            new BigDecimal("1.5"),
            new BigDecimal("0.123456789012345"),
            new BigDecimal("0.0026"));

    assertComesBack(terms, ExitTerms.class);
  }

  @Test
  void givesBackWhatTheGuardsRemember() {
    RiskBook book =
        new RiskBook(
            RiskState.EMPTY,
            new RiskLimits(
                2,
                5,
                new StrategyLimits(
                    BigDecimal.TEN,
                    null,
                    null,
                    BigDecimal.ONE,
                    null,
                    null,
                    null,
                    null,
                    null,
                    3,
                    60,
                    null,
                    9),
                CorrelationWindow.DEFAULT,
                RiskLimits.DEFAULT_RUIN_LOSS_PCT),
            List.of());
    book.beginsDay(NOON);
    book.startDay(Money.of("10000.000000000000000001", "USD"));
    book.value(Money.of("10001.5", "USD"));
    book.ordered("s", NOON);
    book.closed(
        new LastExit(BTC, "s", PositionSide.SHORT, NOON),
        Money.of("-0.000000000000000001", "USD"),
        ExitReason.STOP_LOSS);
    book.reducedBy(new Reduction(DenialReason.MAX_DRAWDOWN, "USD", "because"));
    book.take(hour());
    RiskState state = book.state();

    assertThat(state.marks().stopOuts()).hasSize(1);
    assertThat(state.marks().orders()).hasSize(1);
    assertComesBack(state.marks(), RiskState.Marks.class);
    assertComesBack(RiskState.EMPTY.marks(), RiskState.Marks.class);
    assertThat(state.exits()).hasSize(1).allSatisfy(exit -> assertComesBack(exit, LastExit.class));
    assertThat(state.closes())
        .hasSize(1)
        .allSatisfy(closes -> assertComesBack(closes, CloseHistory.class));
  }

  private static BarsClosed hour() {
    Price price = Price.of("100.123456789012345678");
    Bar bar =
        new Bar(
            Timeframe.H1,
            Instant.parse("2013-11-25T11:00:00Z"),
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    return new BarsClosed(BTC, bar.closeTime(), List.of(bar), false, NOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "entrySignals", "venueStops", "venueStopRefused"})
  void refusesADocumentThatLacksWhatAPositionNeeds(String component) {
    step(signal());
    String document = without(component, Sql.document(stage.state().positions().getFirst()));

    assertThatThrownBy(() -> Sql.read(document, Position.class))
        .isInstanceOf(DataRetrievalFailureException.class)
        .hasMessageContaining("A stored Position is not as this version writes it")
        .hasMessageContaining(component)
        .hasMessageContaining("start the version that wrote it, or restore the database");
  }

  @Test
  void refusesADocumentWhoseNumbersCannotBe() {
    step(fill((PlaceOrder) step(signal()).getFirst()));
    String document =
        Sql.document(stage.state().fills().getFirst())
            .replace("\"price\":\"100.3\"", "\"price\":\"-100.3\"");

    assertThatThrownBy(() -> Sql.read(document, BookedFill.class))
        .isInstanceOf(DataRetrievalFailureException.class)
        .hasMessageContaining("price must be above 0");
  }

  @Test
  void readsADocumentWithoutWhatMayBeAbsentAndWithWhatNobodyKnows() {
    step(signal());
    Position position = stage.state().positions().getFirst();
    String document = Sql.document(position);
    assertThat(document).doesNotContain("exitRefusals");

    assertThat(Sql.read("{\"mood\":\"good\"," + document.substring(1), Position.class))
        .isEqualTo(position);
  }

  @Test
  void givesBackThePausesBetweenTries() {
    assertComesBack(new PassingRefusals(3, NOON, NOON.plusSeconds(4)), PassingRefusals.class);
    assertComesBack(new PassingRefusals(3, NOON, null), PassingRefusals.class);
  }

  private static String without(String component, String document) {
    ObjectNode state = (ObjectNode) Json.mapper().readTree(document);
    assertThat(state.remove(component)).isNotNull();
    return state.toString();
  }

  @Test
  void writesAConfigurationAlwaysTheSame() {
    assertThat(Sql.document(configuration())).isEqualTo(Sql.document(configuration()));
  }

  @Test
  void givesBackAConfigurationWithItsRulesAndParameters() {
    assertComesBack(configuration(), PositionStageConfiguration.class);
    assertComesBack(configured("1.5", "close > 0"), PositionStageConfiguration.class);
  }

  @Test
  void writesAStrategyThatCannotComeBack() {
    String document = Sql.document(configured("0.12345678901234567890123", "close > 0"));

    assertThat(document).contains("0.12345678901234567890123");
  }

  private static PositionStageConfiguration configured(String parameter, String rule) {
    Condition condition =
        new Condition.Any(
            List.of(
                new Condition.Rule(rule), new Condition.All(List.of(new Condition.Rule("a < b")))));
    StrategyDefinition strategy =
        new StrategyDefinition(
            "r",
            "r",
            StrategyDefinition.RULES,
            StrategyDefinition.Mode.LIVE,
            StrategyDefinition.Aggregation.DEFAULT,
            new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
            new TreeMap<>(Map.of("factor", new BigDecimal(parameter), "periods", 14)),
            new TreeMap<>(),
            new StrategyDefinition.Rules(List.of(condition), List.of()),
            StrategyDefinition.Rules.NONE,
            new ExitPlan(BigDecimal.TWO, BigDecimal.TEN),
            new PositionSizing(null, new BigDecimal("1000"), null),
            "hash");
    PositionStageConfiguration plain = configuration();
    return PositionStageConfiguration.of(
        plain.run(),
        plain.account(),
        plain.initialCash(),
        plain.limits(),
        Map.of("r", strategy),
        plain.instruments());
  }

  @Test
  void givesBackAllThatTheStageKnows() {
    step(fill((PlaceOrder) step(signal()).getFirst()));
    step(trade("97.123456789012345678", 5));

    assertComesBack(stage.state(), PositionStageState.class);
    assertThat(PositionStage.restore(configuration(), stage.state()).step(trade("96", 6), NOON))
        .isEqualTo(
            PositionStage.restore(
                    configuration(),
                    Sql.read(Sql.document(stage.state()), PositionStageState.class))
                .step(trade("96", 6), NOON));
  }

  private static <T> void assertComesBack(T state, Class<T> type) {
    assertThat(Sql.read(Sql.document(state), type)).isEqualTo(state);
  }

  private List<Event> step(Event event) {
    return stage.step(event, NOON);
  }

  private static PositionStageConfiguration configuration() {
    StrategyDefinition strategy =
        new StrategyDefinition(
            "s",
            "s",
            "momentum",
            StrategyDefinition.Mode.LIVE,
            StrategyDefinition.Aggregation.DEFAULT,
            new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
            new TreeMap<>(),
            new TreeMap<>(),
            StrategyDefinition.Rules.NONE,
            StrategyDefinition.Rules.NONE,
            new ExitPlan(BigDecimal.TWO, BigDecimal.TEN),
            new PositionSizing(null, new BigDecimal("1000"), null),
            "hash");
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
        Map.of("USD", new BigDecimal("10000"), "EUR", BigDecimal.TEN),
        new RiskLimits(2, new BigDecimal("50")),
        Map.of("s", strategy),
        Map.of(BTC, rules, InstrumentId.of("kraken", "ETH/USD"), rules));
  }

  private static SignalRaised signal() {
    return new SignalRaised(
        Ids.of("signal", "s"),
        "run",
        BTC,
        "s",
        Timeframe.M1,
        SignalType.BUY,
        SignalSource.TECHNICAL,
        0.8,
        0.8,
        "test",
        null,
        Price.of("100"),
        List.of(),
        Map.of(),
        "hash",
        NOON,
        NOON);
  }

  private static OrderFilled fill(PlaceOrder order) {
    return new OrderFilled(
        Ids.of("fill", "f"),
        "f",
        order.clientOrderId(),
        "run",
        "account",
        BTC,
        order.side(),
        Price.of("100.3"),
        order.quantity(),
        Money.of("2.6078", "USD"),
        Liquidity.TAKER,
        NOON.plusNanos(1),
        NOON);
  }

  private static MarketTrade trade(String price, long nanosLater) {
    return new MarketTrade(
        BTC, "t", Price.of(price), Quantity.of("1"), null, NOON.plusNanos(nanosLater), NOON);
  }
}
