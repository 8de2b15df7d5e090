package io.tidemark.core.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalEventTest {

  private record Said(
      UUID id,
      String run,
      InstrumentId instrument,
      @Nullable Price price,
      Money cash,
      Instant eventTime,
      Instant observedAt) {}

  private static Said said(String run, @Nullable Price price, Instant observedAt) {
    return new Said(
        Ids.of("said", run),
        run,
        InstrumentId.of("kraken", "BTC/USD"),
        price,
        new Money(new BigDecimal("10.50"), "USD"),
        Instant.parse("2026-01-01T00:01:00Z"),
        observedAt);
  }

  @Test
  void namesEachValueByItsPath() {
    CanonicalEvent event = CanonicalEvent.of("a", said("r", Price.of("770.10"), Instant.EPOCH));

    assertThat(event.fields())
        .containsOnly(
            entry("id", "id"),
            entry("instrument.exchange", "kraken"),
            entry("instrument.symbol.base", "BTC"),
            entry("instrument.symbol.quote", "USD"),
            entry("price", "770.1"),
            entry("cash.amount", "10.5"),
            entry("cash.currency", "USD"),
            entry("eventTime", "2026-01-01T00:01:00Z"));
  }

  @Test
  void isTheSameInAnotherRunAtAnotherTime() {
    assertThat(CanonicalEvent.of("a", said("r", Price.of("1.0"), Instant.EPOCH)))
        .isEqualTo(CanonicalEvent.of("a", said("s", Price.of("1.00"), Instant.MAX)));
  }

  @Test
  void leavesOutWhatIsAbsent() {
    assertThat(CanonicalEvent.of("a", said("r", null, Instant.EPOCH)).fields())
        .doesNotContainKey("price");
  }

  @Test
  void writesADecisionFieldByField() {
    StrategyDecision decision =
        new StrategyDecision(
            Ids.of("decision", 1),
            "rsi",
            Timeframe.M1,
            Outcome.SIGNAL,
            SignalType.BUY,
            0.75,
            1,
            null,
            List.of("rsi(14) < 30", "close > 1"),
            Map.of("rsi(14)", 28.5),
            "abc",
            null);

    assertThat(CanonicalEvent.of("a", decision).text())
        .isEqualTo(
            """
            confidence=0.75
            configurationHash=abc
            decisionId=id
            indicators{rsi(14)}=28.5
            outcome=SIGNAL
            reasons[0]=rsi(14) < 30
            reasons[1]=close > 1
            strategy=rsi
            strength=1.0
            timeframe=M1
            type=BUY""");
  }

  private record Collections(List<Integer> list, Map<String, Duration> map, Set<String> set) {}

  @Test
  void tellsEmptyFromAbsentAndOrdersSets() {
    assertThat(
            CanonicalEvent.of("a", new Collections(List.of(), Map.of(), Set.of("c", "b", "a")))
                .text())
        .isEqualTo("list=[]\nmap={}\nset[0]=a\nset[1]=b\nset[2]=c");
  }

  private record Formless(StringBuilder builder) {}

  @Test
  void refusesWhatHasNoOneForm() {
    assertThatThrownBy(() -> CanonicalEvent.of("a", new Formless(new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("builder must be a record, a collection or a plain value")
        .hasMessageContaining("java.lang.StringBuilder");
  }
}
