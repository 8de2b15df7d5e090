package io.tidemark.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.scanner.strategies.StrategyEdition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPlanTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");

  @TempDir private Path folder;
  private final List<StrategyDefinition> strategies = new ArrayList<>();

  @BeforeEach
  void loadStrategies() throws IOException {
    strategies.add(load("minute", "1m"));
    strategies.add(load("hour", "1h"));
  }

  private StrategyEdition edition() {
    SortedMap<String, StrategyDefinition> byId = new TreeMap<>();
    strategies.forEach(one -> byId.put(one.id(), one));
    return new StrategyEdition(1, Instant.EPOCH, byId);
  }

  private StrategyDefinition load(String id, String timeframe) throws IOException {
    return StrategyLoader.load(
        Files.writeString(
            folder.resolve(id + ".yaml"),
            """
            market: {exchange: kraken, symbols: [BTC/USD, ETH/USD], primary_timeframe: %s}
            entry: {long: [close > 1]}
            """
                .formatted(timeframe)));
  }

  @Test
  void runsEveryStrategyOnEachOfItsInstruments() {
    ScanPlan plan = new ScanPlan("r", ScanScope.EVERYTHING, _ -> Peers.NONE);

    assertThat(plan.of(edition()))
        .containsOnlyKeys(BTC, ETH)
        .containsEntry(ETH, List.of(strategies.get(1), strategies.get(0)));
    assertThat(plan.newStage(ETH, strategies).timeframes())
        .containsExactly(Timeframe.M1, Timeframe.H1);
    assertThat(plan.consumer()).isEqualTo("scanner-service");
  }

  @Test
  void runsOnlyWhatItIsLimitedTo() {
    ScanPlan plan =
        new ScanPlan(
            "r", ScanScope.parse("kraken:ETH/USD@1h, kraken:XRP/USD@1m", ""), _ -> Peers.NONE);

    assertThat(plan.of(edition()))
        .containsOnlyKeys(ETH)
        .containsEntry(ETH, List.of(strategies.get(1)));
  }

  @Test
  void readsWithAGroupOfItsOwnWhereItIsLimited() {
    String one = consumer("kraken:ETH/USD@1h,kraken:BTC/USD@1m");

    assertThat(one).startsWith("scanner-service-");
    assertThat(one).isEqualTo(consumer("kraken:BTC/USD@1m,kraken:ETH/USD@1h,"));
    assertThat(one).isNotEqualTo(consumer("kraken:BTC/USD@1m"));
  }

  private String consumer(String list) {
    return new ScanPlan("r", ScanScope.parse(list, ""), _ -> Peers.NONE).consumer();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BTC/USD",
        "kraken:BTC/USD",
        "kraken@1m:BTC",
        "kraken:BTCUSD@1m",
        "kraken:BTC/USD@9m"
      })
  void refusesAnEntryThatIsNoTarget(String entry) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ScanScope.parse("kraken:ETH/USD@1m," + entry, ""))
        .withMessageStartingWith("SCANNER_INSTRUMENTS: '" + entry + "': ");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ScanScope.parse("", entry))
        .withMessageStartingWith("SCANNER_EXCEPT: '" + entry + "': ");
  }

  @Test
  void leavesOutWhatOthersTakeAndSharesItsGroup() {
    ScanPlan plan = new ScanPlan("r", ScanScope.parse("", "kraken:ETH/USD@1h"), _ -> Peers.NONE);

    assertThat(plan.of(edition()))
        .containsEntry(BTC, List.of(strategies.get(1), strategies.get(0)))
        .containsEntry(ETH, List.of(strategies.get(0)));
    assertThat(plan.consumer()).isEqualTo("scanner-service");
  }

  @Test
  void refusesBothLists() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ScanScope.parse("kraken:ETH/USD@1h", "kraken:BTC/USD@1h"))
        .withMessageContaining("SCANNER_INSTRUMENTS and SCANNER_EXCEPT exclude each other");
  }
}
