package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.candles.StoredCandles;
import io.tidemark.ml.serve.BarMessages;
import io.tidemark.ml.serve.FeatureStreams;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run learns from against what the live stream of features is shown. */
class StoredHistoryTest {

  private static final int DAY = 1_440;
  private static final InstrumentId ETHER = InstrumentId.of("kraken", "ETH/USD");
  private static final Symbol BITCOIN = Symbol.parse("BTC/USD");
  private static final Symbol ABSENT = Symbol.parse("XRP/USD");
  private static final Peers PEERS = new Peers(BITCOIN, List.of(ETHER.symbol(), BITCOIN, ABSENT));
  private static final FeatureSet STANDARD =
      FeatureSet.standard(Timeframe.M1).with(List.of(new Feature("index", "sector_index")));
  private static final FeatureSet ALONE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("return", "close / close[1] - 1")));
  private static final FeatureSet BITCOINS =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("bitcoin", "btc_close")));

  private StoredMinutes ingestor;
  private StoredHistory history;

  @BeforeEach
  void start() throws IOException {
    ingestor = new StoredMinutes();
    history = new StoredHistory(new StoredCandles(ingestor.address()), _ -> PEERS);
  }

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private StoredHistory.Read read(List<Bar> minutes, FeatureSet learnt, FeatureSet... judged)
      throws IOException {
    return history.read(
        ETHER,
        Timeframe.M1,
        minutes.getFirst().openTime(),
        minutes.getLast().closeTime(),
        learnt,
        List.of(judged));
  }

  /** A minute as trades tell it, made up of the recorded one. */
  private static Bar traded(Bar bar, int index) {
    BigDecimal share = BigDecimal.valueOf(index % 10, 1);
    BigDecimal both = share.add(share).subtract(BigDecimal.ONE);
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.low(),
        10L + index % 7,
        new Quantity(bar.volume().value().multiply(share)),
        both,
        BigDecimal.valueOf(1 + index % 5, 5),
        bar.completeness(),
        bar.source(),
        bar.revision());
  }

  @Test
  void givesTheFeaturesThatTheLiveStreamGivesBitForBit() throws IOException {
    List<Bar> recorded = BarMessages.recorded("ETHUSDT", DAY);
    List<Bar> ether = IntStream.range(0, DAY).mapToObj(i -> traded(recorded.get(i), i)).toList();
    List<Bar> bitcoin = new ArrayList<>(BarMessages.recorded("BTCUSDT", DAY));
    bitcoin.removeIf(bar -> bar.openTime().getEpochSecond() / 60 % 7 == 3);
    ingestor.store(ETHER.symbol(), ether);
    ingestor.store(BITCOIN, bitcoin);

    FeatureTable table = FeatureTable.of(STANDARD, read(ether, STANDARD).history());

    NavigableMap<Instant, Double> closes = new TreeMap<>();
    bitcoin.forEach(bar -> closes.put(bar.closeTime(), bar.close().toDouble()));
    FeatureStreams live = new FeatureStreams(STANDARD, _ -> PEERS);
    int row = 0;
    for (BarsClosed bars : BarMessages.of(ETHER, ether, STANDARD.timeframes())) {
      TreeMap<Symbol, Double> known = new TreeMap<>();
      known.put(ETHER.symbol(), bars.bars().getFirst().close().toDouble());
      Map.Entry<Instant, Double> latest = closes.floorEntry(bars.closeTime());
      if (latest != null) {
        known.put(BITCOIN, latest.getValue());
      }
      live.take(bars, new MarketContext(null, known));
      assertThat(live.latest(ETHER)).contains(table.row(row));
      row++;
    }
    assertThat(row).isEqualTo(DAY);
    for (String told :
        List.of(
            "btc_correlation_60",
            "btc_lead_20",
            "index",
            "buy_share",
            "trades_ratio",
            "imbalance_10",
            "spread",
            "session_vwap_distance")) {
      assertThat(table.value(DAY - 1, STANDARD.names().indexOf(told))).as(told).isNotNaN();
    }
    assertThat(table.value(DAY - 1, STANDARD.names().indexOf("book_imbalance"))).isNaN();
  }

  @Test
  void knowsThePeersCloseBeforeTheFirstBar() throws IOException {
    List<Bar> minutes = BarMessages.minutes(1, 5);
    ingestor.store(ETHER.symbol(), minutes);
    ingestor.store(BITCOIN, minutes.subList(0, 1));

    FeatureTable table = FeatureTable.of(BITCOINS, read(minutes.subList(1, 5), BITCOINS).history());

    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.value(0, 0)).isEqualTo(minutes.getFirst().close().toDouble());
  }

  @Test
  void asksForThosePeersAloneThatFeaturesRead() throws IOException {
    List<Bar> minutes = BarMessages.minutes(1, 5);
    ingestor.store(ETHER.symbol(), minutes);

    read(minutes, ALONE);
    read(minutes, BITCOINS);

    assertThat(ingestor.asked()).containsExactly("ETH/USD", "ETH/USD", "BTC/USD");
  }

  @Test
  void takesBitcoinsOwnBarsWhereItIsLearntFrom() throws IOException {
    List<Bar> minutes = BarMessages.minutes(1, 5);
    ingestor.store(BITCOIN, minutes);

    FeatureTable table =
        FeatureTable.of(
            BITCOINS,
            history
                .read(
                    new InstrumentId("kraken", BITCOIN),
                    Timeframe.M1,
                    minutes.getFirst().openTime(),
                    minutes.getLast().closeTime(),
                    BITCOINS)
                .history());

    assertThat(table.value(4, 0)).isEqualTo(table.close(4));
    assertThat(ingestor.asked()).containsExactly("BTC/USD");
  }

  @Test
  void hashesWhatIsLearntFromAndNotWhatAnotherModelReadsBesides() throws IOException {
    List<Bar> minutes = BarMessages.minutes(1, 5);
    ingestor.store(ETHER.symbol(), minutes);
    ingestor.store(BITCOIN, BarMessages.minutes(2, 5));
    String alone = read(minutes, ALONE).sha256();
    String withBitcoin = read(minutes, BITCOINS).sha256();

    StoredHistory.Read judged = read(minutes, ALONE, BITCOINS);
    ingestor.store(BITCOIN, BarMessages.minutes(3, 5));

    assertThat(judged.sha256()).isEqualTo(alone);
    assertThat(judged.history().peerBars()).containsOnlyKeys(BITCOIN);
    assertThat(withBitcoin).isNotEqualTo(alone);
    assertThat(read(minutes, BITCOINS).sha256()).isNotEqualTo(withBitcoin);
  }

  @Test
  void refusesAnInstrumentOfWhichNothingIsStored() {
    assertThatThrownBy(() -> read(BarMessages.minutes(1, 5), BITCOINS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no 1m bars of kraken|ETH/USD in that time");
  }
}
