package io.tidemark.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.BlockReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarketBoardTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MarketBoard board = new MarketBoard();

  @Test
  void countsTheTradesOfTheLastMinuteOfMarketTime() {
    for (int second : new int[] {0, 30, 59, 61}) {
      board.hear(trade(second, "100." + second));
    }

    // The first is 61 s old by then: 3 in 60 s.
    assertThat(board.markets().at("/kraken|BTC~1USD/tradesPerSecond").asString()).isEqualTo("0.05");
    assertThat(board.markets().at("/kraken|BTC~1USD/last").asString()).isEqualTo("100.61");
  }

  @Test
  void tellsTheTopOfTheBookAsItWasToldLast() {
    board.hear(
        new Ticker(BTC, Price.of("99.9"), null, Price.of("100.1"), null, null, null, START, START));

    assertThat(board.markets())
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"kraken|BTC/USD":{"bid":"99.9","ask":"100.1","time":"2026-01-01T00:00:00Z"}}
                    """));
  }

  @Test
  void givesWhoWatchesEachTradeOnce() {
    board.hear(trade(0, "1"));
    long joined = board.now();
    board.hear(trade(1, "2"));
    board.hear(trade(2, "3"));

    MarketBoard.News first = board.since(joined, BTC, Timeframe.M1);
    board.hear(trade(3, "4"));
    MarketBoard.News second = board.since(first.upTo(), BTC, Timeframe.M1);

    assertThat(first.trades())
        .extracting(MarketTrade::price)
        .containsExactly(Price.of("2"), Price.of("3"));
    assertThat(second.trades()).extracting(MarketTrade::price).containsExactly(Price.of("4"));
  }

  @Test
  void countsTheVotesOfTheStrategies() {
    board.hear(
        new ScanDecided(
            BTC,
            "run",
            START,
            List.of(
                decision("a", Outcome.SIGNAL, SignalType.BUY, null),
                decision("b", Outcome.BLOCKED, SignalType.BUY, BlockReason.STALE_DATA),
                decision("c", Outcome.HOLD, null, null)),
            START));

    var entry = board.decisions().get("kraken|BTC/USD|1m");
    assertThat(entry.path("votes"))
        .isEqualTo(
            Json.mapper().readTree("{\"buy\":1,\"sell\":0,\"close\":0,\"hold\":1,\"blocked\":1}"));
    assertThat(entry.at("/strategies/1/blockReason").asString()).isEqualTo("STALE_DATA");
    assertThat(entry.at("/strategies/1/reason").asString()).isEqualTo("because");
  }

  private static MarketTrade trade(int second, String price) {
    Instant at = START.plusSeconds(second);
    return new MarketTrade(BTC, "t" + second, Price.of(price), Quantity.of("1"), null, at, at);
  }

  private static StrategyDecision decision(
      String strategy, Outcome outcome, @Nullable SignalType type, @Nullable BlockReason block) {
    return new StrategyDecision(
        Ids.of("decision", strategy),
        strategy,
        Timeframe.M1,
        outcome,
        type,
        0.5,
        0.5,
        block,
        List.of("because"),
        Map.of(),
        "hash",
        null);
  }
}
