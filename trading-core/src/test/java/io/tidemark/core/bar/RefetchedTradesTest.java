package io.tidemark.core.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefetchedTradesTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant OPEN = Instant.parse("2023-11-17T12:00:00Z");
  private static final Span SECOND_MINUTE = new Span(OPEN.plusSeconds(60), OPEN.plusSeconds(120));

  private final BarBuilder builder =
      new BarBuilder(
          BTC_USD,
          List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1),
          Duration.ZERO,
          Duration.ofMinutes(30));

  private static MarketTrade trade(int second, String price) {
    Instant time = OPEN.plusSeconds(second);
    return new MarketTrade(
        BTC_USD, "t" + second, Price.of(price), Quantity.of("1"), Side.BUY, time, time);
  }

  /** One trade in each half minute, of which the span's are not told. */
  private List<MarketTrade> tellAllBut(Span missed, int seconds) {
    List<MarketTrade> left = new ArrayList<>();
    builder.primeFrom(OPEN);
    for (int second = 10; second < seconds; second += 30) {
      MarketTrade trade = trade(second, "" + (100 + second));
      if (trade.eventTime().isBefore(missed.from()) || !trade.eventTime().isBefore(missed.to())) {
        builder.onTrade(trade);
      } else {
        left.add(trade);
      }
    }
    builder.onGap(missed.from(), missed.to(), OPEN);
    return left;
  }

  private static List<Bar> bars(List<BarsClosed> messages) {
    return messages.stream().flatMap(message -> message.bars().stream()).toList();
  }

  @Test
  void tellsTheClosedBarsOfAHealedHoleAsCorrectedInEveryTimeframe() {
    List<MarketTrade> missed = tellAllBut(SECOND_MINUTE, 600);

    Repair repair = builder.onRefetched(missed, SECOND_MINUTE, OPEN);

    assertThat(repair.added()).isEqualTo(missed).hasSize(2);
    assertThat(repair.messages()).allMatch(BarsClosed::correction);
    assertThat(bars(repair.messages()))
        .extracting(Bar::timeframe)
        .containsExactly(Timeframe.M1, Timeframe.M5);
    assertThat(bars(repair.messages()))
        .allMatch(bar -> bar.completeness() == Completeness.CORRECTED);
    assertThat(bars(repair.messages()).getLast().revision()).isEqualTo(2);
    assertThat(bars(repair.messages()).getLast().trades()).isEqualTo(10);
    assertThat(builder.holesWithin(new Span(OPEN, OPEN.plusSeconds(600)))).isEmpty();
  }

  @Test
  void letsBarsThatAreStillOpenCloseComplete() {
    List<MarketTrade> missed = tellAllBut(SECOND_MINUTE, 200);
    assertThat(builder.forming(Timeframe.H1).orElseThrow().completeness())
        .isEqualTo(Completeness.PARTIAL);

    builder.onRefetched(missed, SECOND_MINUTE, OPEN);

    Bar forming = builder.forming(Timeframe.H1).orElseThrow();
    assertThat(forming.completeness()).isEqualTo(Completeness.COMPLETE);
    assertThat(forming.trades()).isEqualTo(7);
  }

  @Test
  void correctsAPartialBarOfWhichNoTradeWasMissing() {
    tellAllBut(new Span(OPEN.plusSeconds(75), OPEN.plusSeconds(80)), 600);
    List<MarketTrade> known = List.of(trade(70, "170"), trade(100, "200"));

    Repair repair = builder.onRefetched(known, SECOND_MINUTE, OPEN);

    assertThat(repair.added()).isEmpty();
    assertThat(bars(repair.messages()).getFirst().completeness()).isEqualTo(Completeness.CORRECTED);
  }

  @Test
  void leavesABarPartialOfWhichAnotherHoleIsLeft() {
    List<MarketTrade> missed = tellAllBut(SECOND_MINUTE, 600);
    builder.onGap(OPEN.plusSeconds(200), OPEN.plusSeconds(201), OPEN);

    List<Bar> corrected = bars(builder.onRefetched(missed, SECOND_MINUTE, OPEN).messages());

    assertThat(corrected)
        .extracting(Bar::timeframe, Bar::completeness)
        .containsExactly(
            tuple(Timeframe.M1, Completeness.CORRECTED), tuple(Timeframe.M5, Completeness.PARTIAL));
  }

  @Test
  void tellsNothingOfBarsThatWereWholeBefore() {
    builder.primeFrom(OPEN);
    List<MarketTrade> all = List.of(trade(70, "170"), trade(100, "200"));
    all.forEach(builder::onTrade);
    builder.onTime(OPEN.plusSeconds(600), OPEN);

    assertThat(builder.onRefetched(all, SECOND_MINUTE, OPEN).messages()).isEmpty();
  }

  @Test
  void refusesASpanThatIsNotRetained() {
    builder.primeFrom(OPEN);
    builder.onTime(OPEN.plus(Duration.ofHours(2)), OPEN);

    assertThatThrownBy(() -> builder.onRefetched(List.of(), SECOND_MINUTE, OPEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2023-11-17T13:30:00Z");
  }
}
