package io.tidemark.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderType;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShadowBookTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private int minute;

  static StrategyDefinition definition(ExitPlan exits, @Nullable String feeRate) {
    return definition(exits, feeRate, new PositionSizing(null, new BigDecimal("1000"), null));
  }

  private static StrategyDefinition definition(
      ExitPlan exits, @Nullable String feeRate, PositionSizing risk) {
    StrategyDefinition base =
        Definitions.rules("s", Definitions.longRules("close > 0"), Rules.NONE);
    return new StrategyDefinition(
        base.id(),
        base.name(),
        base.className(),
        base.mode(),
        base.aggregation(),
        base.market(),
        base.parameters(),
        base.indicators(),
        base.entry(),
        base.exit(),
        exits,
        risk,
        new ExecutionPlan(
            OrderType.MARKET,
            null,
            null,
            feeRate == null ? null : new BigDecimal(feeRate),
            null,
            null,
            null,
            null),
        null,
        Ids.sha256("" + exits + feeRate));
  }

  private static ExitPlan plan(
      @Nullable TrailingStop trailing,
      List<TakeProfitLevel> levels,
      @Nullable String breakEven,
      @Nullable Integer hold,
      SortedMap<Integer, BigDecimal> roi,
      OppositeSignal opposite) {
    return new ExitPlan(
        new BigDecimal("2"),
        null,
        null,
        levels,
        trailing,
        breakEven == null ? null : new BigDecimal(breakEven),
        hold,
        false,
        roi,
        opposite,
        null,
        false,
        false);
  }

  private static ExitPlan plan() {
    return plan(null, List.of(), null, null, new TreeMap<>(), OppositeSignal.CLOSE);
  }

  private Bar bar(String open, String high, String low, String close) {
    Bar bar =
        new Bar(
            Timeframe.M1,
            START.plusSeconds(60L * minute),
            Price.of(open),
            Price.of(high),
            Price.of(low),
            Price.of(close),
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.VENUE_CANDLE,
            0);
    minute++;
    return bar;
  }

  static SignalRaised signal(SignalType type, Bar bar, String... closes) {
    Map<String, Double> metadata = new TreeMap<>();
    for (String one : closes) {
      metadata.put(one, 1.0);
    }
    return new SignalRaised(
        Ids.of("signal", type, bar.openTime()),
        "run",
        BTC,
        "s",
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        1,
        1,
        "because",
        type == SignalType.PARTIAL_CLOSE ? new BigDecimal("0.25") : null,
        bar.close(),
        List.of(),
        metadata,
        "hash",
        bar.closeTime(),
        bar.closeTime());
  }

  private List<ShadowTrade> step(
      ShadowBook book,
      @Nullable SignalType type,
      String open,
      String high,
      String low,
      String close) {
    Bar bar = bar(open, high, low, close);
    return book.step(bar, type == null ? null : signal(type, bar));
  }

  private void open(ShadowBook book, SignalType type) {
    assertThat(step(book, type, "100", "100", "100", "100")).isEmpty();
  }

  @Test
  void entersAtTheNextOpenAndStopsAtTheStop() {
    ShadowBook book = new ShadowBook(definition(plan(), "0.001"));
    open(book, SignalType.BUY);

    ShadowTrade trade = step(book, null, "101", "102", "98", "99").getFirst();

    assertThat(trade.entryPrice()).isEqualTo(Price.of("101"));
    assertThat(trade.entryTime()).isEqualTo(START.plusSeconds(60));
    assertThat(trade.exitPrice()).isEqualTo(Price.of("98.98"));
    assertThat(trade.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(trade.fee()).isEqualByComparingTo("1.9998");
    assertThat(trade.pnl()).isEqualByComparingTo("-22.1998");
    assertThat(trade.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    ShadowResult result = book.result();
    assertThat(result.equity()).isEqualByComparingTo("9977.8002");
    assertThat(result.trades()).isEqualTo(1);
    assertThat(result.wins()).isZero();
    assertThat(result.open()).isNull();
    assertThat(result.maxDrawdown()).isEqualByComparingTo("0.00221998");
  }

  @Test
  void entersTheShareOfItsSizeThatTheSignalTells() {
    ShadowBook book = new ShadowBook(definition(plan(), "0"));
    Bar bar = bar("100", "100", "100", "100");
    SignalRaised whole = signal(SignalType.BUY, bar);
    book.step(
        bar,
        new SignalRaised(
            whole.signalId(),
            whole.run(),
            whole.instrument(),
            whole.strategy(),
            whole.timeframe(),
            whole.type(),
            whole.source(),
            whole.confidence(),
            whole.strength(),
            whole.reason(),
            null,
            new BigDecimal("0.5"),
            whole.referencePrice(),
            whole.decisions(),
            whole.metadata(),
            whole.configurationHash(),
            whole.eventTime(),
            whole.observedAt()));

    // Half of 1,000 at 100 is 5.
    assertThat(step(book, null, "101", "102", "98", "99").getFirst().quantity())
        .isEqualTo(Quantity.of("5"));
  }

  @Test
  void fillsAGapThroughTheStopAtTheOpen() {
    ShadowBook book = new ShadowBook(definition(plan(), "0"));
    open(book, SignalType.BUY);
    assertThat(step(book, null, "100", "101", "99", "100")).isEmpty();

    assertThat(step(book, null, "95", "120", "94", "119").getFirst().exitPrice())
        .isEqualTo(Price.of("95"));
  }

  @Test
  void mirrorsShorts() {
    ShadowBook book = new ShadowBook(definition(plan(), "0"));
    open(book, SignalType.SELL);

    ShadowTrade trade = step(book, null, "100", "102", "90", "99").getFirst();

    assertThat(trade.side()).isEqualTo(PositionSide.SHORT);
    assertThat(trade.exitPrice()).isEqualTo(Price.of("102"));
    assertThat(trade.pnl()).isEqualByComparingTo("-20");
  }

  @Test
  void takesProfitInParts() {
    List<TakeProfitLevel> levels =
        List.of(level("2", "0.33"), level("4", "0.33"), level("6", "0.34"));
    ShadowBook book =
        new ShadowBook(
            definition(plan(null, levels, null, null, new TreeMap<>(), OppositeSignal.CLOSE), "0"));
    open(book, SignalType.BUY);

    List<ShadowTrade> first = step(book, null, "100", "104.5", "100", "104");
    List<ShadowTrade> last = step(book, null, "107", "108", "107", "108");

    assertThat(first)
        .extracting(trade -> trade.exitPrice().toString(), trade -> trade.quantity().toString())
        .containsExactly(tuple("102", "3.3"), tuple("104", "3.3"));
    assertThat(last)
        .extracting(trade -> trade.exitPrice().toString(), trade -> trade.quantity().toString())
        .containsExactly(tuple("107", "3.4"));
    assertThat(book.result().open()).isNull();
  }

  private static Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private static TakeProfitLevel level(String target, String part) {
    return new TakeProfitLevel(new BigDecimal(target), new BigDecimal(part));
  }

  @Test
  void trailsFromTheNextBarOn() {
    TrailingStop trailing = new TrailingStop(new BigDecimal("3"), new BigDecimal("1"), null);
    ShadowBook book =
        new ShadowBook(
            definition(
                plan(trailing, List.of(), null, null, new TreeMap<>(), OppositeSignal.CLOSE), "0"));
    open(book, SignalType.BUY);
    assertThat(step(book, null, "100", "110", "100", "105")).isEmpty();

    ShadowTrade trade = step(book, null, "109", "109", "108", "108").getFirst();

    assertThat(trade.exitPrice()).isEqualTo(Price.of("108.9"));
    assertThat(trade.exitReason()).isEqualTo(ExitReason.TRAILING_STOP);
  }

  @Test
  void breaksEvenOnceTheCloseHasGainedEnough() {
    ShadowBook book =
        new ShadowBook(
            definition(
                plan(null, List.of(), "1", null, new TreeMap<>(), OppositeSignal.CLOSE), "0"));
    open(book, SignalType.BUY);
    assertThat(step(book, null, "100", "102", "99", "101")).isEmpty();

    ShadowTrade trade = step(book, null, "101", "101", "99.5", "100").getFirst();

    assertThat(trade.exitReason()).isEqualTo(ExitReason.BREAK_EVEN);
    assertThat(trade.pnl()).isEqualByComparingTo("0");
  }

  @Test
  void leavesByAgeAtTheNextOpen() {
    SortedMap<Integer, BigDecimal> roi =
        new TreeMap<>(Map.of(0, BigDecimal.TEN, 2, BigDecimal.ONE));
    ShadowBook book =
        new ShadowBook(definition(plan(null, List.of(), null, 4, roi, OppositeSignal.CLOSE), "0"));
    open(book, SignalType.BUY);
    assertThat(step(book, null, "100", "102", "100", "102")).isEmpty();
    assertThat(step(book, null, "102", "102", "101", "101")).isEmpty();
    assertThat(step(book, null, "101", "101", "101", "101"))
        .extracting(ShadowTrade::exitReason)
        .containsExactly(ExitReason.ROI);
    open(book, SignalType.BUY);
    for (int i = 0; i < 4; i++) {
      assertThat(step(book, null, "100", "100", "100", "100")).isEmpty();
    }
    assertThat(step(book, null, "100", "100", "100", "100"))
        .extracting(ShadowTrade::exitReason)
        .containsExactly(ExitReason.TIME);
  }

  @Test
  void followsSignals() {
    ShadowBook closing = new ShadowBook(definition(plan(), "0"));
    open(closing, SignalType.BUY);
    step(closing, SignalType.SELL, "100", "100", "100", "100");
    assertThat(step(closing, null, "101", "101", "101", "101"))
        .extracting(ShadowTrade::exitReason)
        .containsExactly(ExitReason.SIGNAL);
    assertThat(closing.result().open()).isNull();

    ShadowBook reversing =
        new ShadowBook(
            definition(
                plan(null, List.of(), null, null, new TreeMap<>(), OppositeSignal.REVERSE), "0"));
    open(reversing, SignalType.BUY);
    step(reversing, SignalType.SELL, "100", "100", "100", "100");
    assertThat(step(reversing, null, "101", "101", "101", "101")).hasSize(1);
    assertThat(Objects.requireNonNull(reversing.result().open()).side())
        .isEqualTo(PositionSide.SHORT);

    ShadowBook ignoring =
        new ShadowBook(
            definition(
                plan(null, List.of(), null, null, new TreeMap<>(), OppositeSignal.IGNORE), "0"));
    open(ignoring, SignalType.BUY);
    step(ignoring, SignalType.SELL, "100", "100", "100", "100");
    assertThat(step(ignoring, SignalType.PARTIAL_CLOSE, "100", "100", "100", "100")).isEmpty();
    assertThat(step(ignoring, null, "100", "100", "100", "100").getFirst().quantity())
        .isEqualTo(Quantity.of("2.5"));
  }

  @Test
  void closesOnlyTheSideThatIsMeant() {
    ShadowBook book = new ShadowBook(definition(plan(), "0"));
    open(book, SignalType.BUY);
    Bar bar = bar("100", "100", "100", "100");
    book.step(bar, signal(SignalType.CLOSE, bar, ScanStage.CLOSES_SHORT));
    bar = bar("100", "100", "100", "100");
    assertThat(book.step(bar, signal(SignalType.CLOSE, bar, ScanStage.CLOSES_LONG))).isEmpty();
    assertThat(step(book, null, "100", "100", "100", "100")).hasSize(1);
  }

  @Test
  void deniesWhatCannotBe() {
    ShadowBook book =
        new ShadowBook(
            definition(plan(), null, new PositionSizing(null, new BigDecimal("10000"), null)));
    open(book, SignalType.BUY);
    step(book, null, "100", "100", "100", "100");

    assertThat(book.result().denied()).isEqualTo(1);
    assertThat(book.result().open()).isNull();
    ShadowBook open = new ShadowBook(definition(plan(), null));
    open(open, SignalType.BUY);
    step(open, SignalType.BUY, "100", "100", "100", "100");
    assertThat(open.result().denied()).isEqualTo(1);
  }

  @Test
  void keepsItsDistanceInRanges() {
    ExitPlan byRange =
        new ExitPlan(
            null,
            new AtrDistance(new BigDecimal("2"), 2),
            null,
            List.of(),
            null,
            null,
            null,
            false,
            new TreeMap<>(),
            OppositeSignal.CLOSE,
            null,
            false,
            false);
    ShadowBook book = new ShadowBook(definition(byRange, "0"));
    step(book, SignalType.BUY, "100", "101", "99", "100");
    assertThat(book.result().denied()).isEqualTo(1);
    step(book, null, "100", "101", "99", "100");
    step(book, SignalType.BUY, "100", "101", "99", "100");

    assertThat(step(book, null, "100", "100", "96", "97").getFirst().exitPrice())
        .isEqualTo(Price.of("96"));
  }

  @Test
  void refusesBarsAndSignalsOfOthers() {
    ShadowBook book = new ShadowBook(definition(plan(), "0"));
    Bar bar = bar("100", "100", "100", "100");
    Bar longer =
        new Bar(
            Timeframe.M5,
            bar.openTime(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            null,
            null,
            null,
            null,
            null,
            bar.completeness(),
            bar.source(),
            0);

    assertThatThrownBy(() -> book.step(longer, null)).hasMessage("bar must be of 1m, was of 5m");
  }

  @Test
  void goesOnExactlyFromWhatItSaved() throws IOException {
    TrailingStop trailing =
        new TrailingStop(BigDecimal.ONE, null, new AtrDistance(BigDecimal.ONE, 5));
    StrategyDefinition definition =
        definition(
            plan(
                trailing,
                List.of(level("1", "0.5"), level("3", "0.5")),
                "0.5",
                30,
                new TreeMap<>(),
                OppositeSignal.REVERSE),
            null);
    Random random = new Random(5);
    SignalType[] types = SignalType.values();
    ShadowBook whole = new ShadowBook(definition);
    ShadowBook split = new ShadowBook(definition);
    List<ShadowTrade> trades = new ArrayList<>();
    double price = 100;
    for (int i = 0; i < 3000; i++) {
      if (i % 41 == 0) {
        ShadowBook restored = new ShadowBook(definition);
        byte[] bytes = saved(split);
        restored.restore(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(saved(restored)).isEqualTo(bytes);
        split = restored;
      }
      double open = price;
      price = Math.max(20, price + random.nextGaussian());
      Bar bar =
          bar(
              text(open),
              text(Math.max(open, price) + 0.4),
              text(Math.min(open, price) - 0.4),
              text(price));
      SignalRaised signal =
          random.nextInt(15) == 0 ? signal(types[random.nextInt(types.length)], bar) : null;
      List<ShadowTrade> closed = whole.step(bar, signal);
      assertThat(split.step(bar, signal)).isEqualTo(closed);
      trades.addAll(closed);
    }

    assertThat(split.result()).isEqualTo(whole.result());
    assertThat(trades)
        .extracting(ShadowTrade::exitReason)
        .contains(ExitReason.TRAILING_STOP, ExitReason.TAKE_PROFIT, ExitReason.SIGNAL);
    BigDecimal sum = trades.stream().map(ShadowTrade::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(whole.result().pnl()).isEqualByComparingTo(sum);
  }

  private static byte[] saved(ShadowBook book) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static String text(double price) {
    return BigDecimal.valueOf(Math.round(price * 100), 2).toPlainString();
  }
}
