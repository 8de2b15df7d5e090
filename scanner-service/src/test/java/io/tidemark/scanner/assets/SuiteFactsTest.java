package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.InstrumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of an ingestor that knows one pair alone, by the section that the specification shows. */
class SuiteFactsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;
  private StubServer ingestor;

  @BeforeEach
  void open() throws IOException {
    ingestor = new StubServer();
  }

  @AfterEach
  void close() {
    ingestor.close();
  }

  private void quote(String symbol, String bid, String ask) {
    ingestor.on(
        "/api/v1/ticker?exchange=kraken&symbol=" + symbol,
        """
        {"bid":"%s","ask":"%s","last":"%s","volume24h":"10","eventTime":"%s"}"""
            .formatted(bid, ask, bid, NOW));
  }

  private SuiteFacts.Known known(String symbol) throws IOException {
    Path file = folder.resolve("tidemark.yaml");
    Files.writeString(
        file,
        """
        exchange: {name: kraken}
        symbols: [BTC/USDT]
        filtering:
          allowed_quote_currencies: [USD, USDT, BTC]
        """);
    return new SuiteFacts(
            new IngestorClient(ingestor.address()),
            SuiteConfiguration.load(file).filtering().dollars())
        .of(InstrumentId.of("kraken", symbol), NOW);
  }

  @Test
  void takesAStableCoinForADollar() throws IOException {
    quote("ETH%2FUSDT", "100", "101");

    assertThat(known("ETH/USDT").dailyVolumeUsd()).isEqualByComparingTo("1000");
    assertThat(known("ETH/USDT").volumeMissing()).isNull();
  }

  @Test
  void convertsAtAPairWithAStableCoinWhereThereIsNoneWithTheDollar() throws IOException {
    quote("ETH%2FBTC", "0.1", "0.1");
    quote("BTC%2FUSDT", "999", "1001");

    assertThat(known("ETH/BTC").dailyVolumeUsd()).isEqualByComparingTo("1000");
  }

  @Test
  void tellsWhichPairsWouldTellWhatAQuoteCurrencyIsWorth() throws IOException {
    quote("ETH%2FBTC", "0.1", "0.1");

    assertThat(known("ETH/BTC").dailyVolumeUsd()).isNull();
    assertThat(known("ETH/BTC").volumeMissing())
        .isEqualTo(
            "the ingestor has no quote of the last hour that tells what BTC is worth; add BTC/USD"
                + " or BTC/USDT or BTC/USDC or BTC/DAI or BTC/FDUSD or BTC/PYUSD to symbols, or BTC"
                + " to filtering.usd_equivalents if it is worth a dollar");
  }

  @Test
  void tellsThatNothingWasHeardOfAPair() throws IOException {
    assertThat(known("ETH/USDT").volumeMissing())
        .isEqualTo("the ingestor has neither a quote of the last hour nor bars of the last day");
  }
}
