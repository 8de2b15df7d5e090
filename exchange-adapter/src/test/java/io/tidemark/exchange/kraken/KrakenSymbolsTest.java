package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenSymbolsTest {

  private static KrakenSymbols stub() {
    return KrakenInstruments.read("kraken", KrakenMessages.parse(StubVenue.PAIRS).path("result"));
  }

  @ParameterizedTest
  @CsvSource({
    "XXBT,BTC",
    "XBT,BTC",
    "ZUSD,USD",
    "USD,USD",
    "XETH,ETH",
    "XXDG,DOGE",
    "XDG,DOGE",
    "XTZ,XTZ",
    "ZRX,ZRX",
    "ZETA,ZETA",
    "USDT,USDT",
    "XBT.F,BTC.F",
    "ETH2,ETH2"
  })
  void translatesCurrencies(String venue, String common) {
    assertThat(KrakenSymbols.currencyOf(venue)).isEqualTo(common);
  }

  @Test
  void translatesStreamNames() {
    assertThat(KrakenSymbols.symbolOf("XDG/XBT")).isEqualTo(new Symbol("DOGE", "BTC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"XXBTZUSD", "XBTUSD", "XBT/USD"})
  void findsAPairByEachOfItsNames(String name) {
    assertThat(stub().find(name))
        .hasValueSatisfying(
            pair -> assertThat(pair.instrument()).isEqualTo(InstrumentId.of("kraken", "BTC/USD")));
  }

  @Test
  void readsTheRulesOfAPair() {
    InstrumentDetails details =
        stub().find(InstrumentId.of("kraken", "BTC/USD")).orElseThrow().details();

    assertThat(details.venueName()).isEqualTo("XXBTZUSD");
    assertThat(details.tradable()).isTrue();
    assertThat(details.rules())
        .isEqualTo(
            new InstrumentRules(
                new BigDecimal("0.1"),
                new BigDecimal("0.00000001"),
                new BigDecimal("0.0001"),
                new BigDecimal("0.5"),
                new BigDecimal("0.0026"),
                new BigDecimal("0.0016")));
  }

  @Test
  void takesTheTickFromTheDecimalsWhereNoneIsTold() {
    InstrumentDetails details =
        stub().find(InstrumentId.of("kraken", "BTC/EUR")).orElseThrow().details();

    assertThat(details.rules().tickSize()).isEqualByComparingTo("0.00001");
    assertThat(details.rules().minimumCost()).isZero();
    assertThat(details.tradable()).isFalse();
  }

  @Test
  void leavesDarkPoolsOut() {
    assertThat(stub().find("XXBTZUSD.d")).isEmpty();
    assertThat(stub().details()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kraken-payloads/cryptofeed/AssetPairs_2021-04-17.json",
        "kraken-payloads/xchange-rest/marketdata__example-assetpairs-data.json"
      })
  void readsEveryRecordedPairThatHasAStreamName(String recording) {
    JsonNode pairs = KrakenMessages.parse(SharedData.text(recording)).path("result");
    long named = pairs.valueStream().filter(pair -> pair.hasNonNull("wsname")).count();

    KrakenSymbols symbols = KrakenInstruments.read("kraken", pairs);

    assertThat(symbols.details()).hasSize(Math.toIntExact(named));
    assertThat(symbols.find("XXBTZEUR"))
        .hasValueSatisfying(
            pair -> assertThat(pair.instrument().symbol().toString()).isEqualTo("BTC/EUR"));
  }
}
