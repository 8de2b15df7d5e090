package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.model.Side;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.tape.TradeTape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakMarketsTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final long MICROS_A_MINUTE = 60_000_000;

  @TempDir Path folder;

  private TradeTape tape(SoakMarkets markets, int number) {
    List<DemoSettings.Data> files = markets.write(folder.resolve("markets"));
    return TapeReader.read(files.get(number).file()).tape();
  }

  @Test
  void areWhatTheVenueReads() {
    SoakMarkets markets = SoakMarkets.of(3, DAY, 1);

    TradeTape tape = tape(markets, 2);

    assertThat(tape.size()).isEqualTo(2 * 24 * 60);
    assertThat(markets.trades()).isEqualTo(3L * tape.size());
    assertThat(tape.timeMicros(tape.size() - 1)).isLessThan(markets.end().toEpochMilli() * 1000);
  }

  @Test
  void tradeInEveryMinute() {
    TradeTape tape = tape(SoakMarkets.of(1, DAY, 1), 0);

    Set<Long> minutes = new HashSet<>();
    for (int i = 0; i < tape.size(); i++) {
      minutes.add(tape.timeMicros(i) / MICROS_A_MINUTE);
    }

    assertThat(minutes).hasSize(24 * 60);
  }

  @Test
  void comeBackToWhereTheyBegan() {
    TradeTape tape = tape(SoakMarkets.of(1, Duration.ofDays(20), 1), 0);
    double[] prices = IntStream.range(0, tape.size()).mapToDouble(tape::price).toArray();
    double mean = Arrays.stream(prices).average().orElse(0);

    long crossings =
        IntStream.range(1, prices.length)
            .filter(i -> (prices[i - 1] < mean) != (prices[i] < mean))
            .count();

    assertThat(crossings).isGreaterThan(20 * 24);
    assertThat(Arrays.stream(prices).min().orElse(0)).isGreaterThan(0.94 * mean);
    assertThat(Arrays.stream(prices).max().orElse(0)).isLessThan(1.06 * mean);
    assertThat(IntStream.range(0, tape.size()).filter(i -> tape.taker(i) == Side.BUY).count())
        .isBetween((long) (tape.size() * 0.45), (long) (tape.size() * 0.55));
  }

  @Test
  void followFromTheSeed() throws IOException {
    List<DemoSettings.Data> first = SoakMarkets.of(2, DAY, 5).write(folder.resolve("first"));
    List<DemoSettings.Data> again = SoakMarkets.of(2, DAY, 5).write(folder.resolve("again"));
    List<DemoSettings.Data> other = SoakMarkets.of(2, DAY, 6).write(folder.resolve("other"));

    assertThat(first.get(1).file()).hasSameBinaryContentAs(again.get(1).file());
    assertThat(Files.mismatch(first.get(1).file(), other.get(1).file())).isNotNegative();
    assertThat(Files.mismatch(first.get(0).file(), first.get(1).file())).isNotNegative();
  }

  @Test
  void areNoLongerThanTheVenueCanHold() {
    assertThat(SoakMarkets.of(50, Duration.ofHours(1300), 1).length())
        .isEqualTo(Duration.ofHours(1300));
    assertThat(SoakMarkets.of(50, Duration.ofDays(1000), 1).trades())
        .isBetween(7_900_000L, 8_000_000L);
  }
}
