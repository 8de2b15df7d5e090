package io.tidemark.launcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.check.RecursionCheck;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyCheckTest {

  @TempDir Path folder;

  private static List<Bar> walk(int count) {
    Random random = new Random(7);
    List<Bar> bars = new ArrayList<>();
    long price = 10_000;
    for (int i = 0; i < count; i++) {
      price = Math.max(5_000, price + random.nextInt(101) - 50);
      Price close = new Price(BigDecimal.valueOf(price, 2));
      bars.add(
          new Bar(
              Timeframe.M1,
              Instant.parse("2024-01-01T00:00:00Z").plusSeconds(60L * i),
              close,
              close,
              close,
              close,
              new Quantity(BigDecimal.valueOf(1 + random.nextInt(100))),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.VENUE_CANDLE,
              0));
    }
    return bars;
  }

  private StrategyCheck.Report check(String rule) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("checked.yaml"),
            """
            strategy: {id: checked}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 5m}
            entry: {long: ["%s"]}
            """
                .formatted(rule));
    StrategyDefinition definition = StrategyLoader.load(file);
    return new StrategyCheck(
            definition, StrategyRegistry.standard(), 5, RecursionCheck.DEFAULT_TOLERANCE)
        .run(walk(3_000), definition.market().symbols().getFirst());
  }

  @Test
  void passesAStrategyThatForgetsTheStartAndSeesNoFuture() throws IOException {
    StrategyCheck.Report report = check("rsi(14) < 40");

    assertThat(report.passed()).isTrue();
    assertThat(report.lookAhead().decisions()).isEqualTo(600);
    assertThat(report.lookAhead().signals()).isPositive();
    assertThat(CheckText.of(report))
        .contains("PASS  look-ahead   600 decisions, ")
        .contains("PASS  recursion")
        .doesNotContain("NOTE")
        .endsWith("PASS: checked\n");
  }

  @Test
  void failsAStrategyThatDependsOnWhereHistoryBegins() throws IOException {
    StrategyCheck.Report report = check("obv() > 0");

    assertThat(report.passed()).isFalse();
    assertThat(report.lookAhead().passed()).isTrue();
    assertThat(CheckText.of(report))
        .contains("FAIL  recursion")
        .contains("most moved obv()")
        .endsWith("FAIL: checked\n");
  }

  @Test
  void saysThatACheckWithoutSignalsSaysLittle() throws IOException {
    assertThat(CheckText.of(check("close > 1000000"))).contains("NOTE  nothing was signalled");
  }
}
