package io.tidemark.exchange;

import io.tidemark.model.Timeframe;
import java.util.Set;

/**
 * What a venue's module can do, told before anything is asked of the venue.
 *
 * @param exchange the name in configuration
 * @param candleSource where candles come from
 * @param candleTimeframes those of {@link ExchangeGateway#candles}; empty if built from trades
 * @param tradeHistory how far back {@link ExchangeGateway#trades} reaches
 * @param streams the channels that {@link ExchangeGateway#subscribeMarket} takes
 * @param polled those of them that the venue's module does not stream: they are asked for by REST
 *     again and again, within the rate limit
 * @param accountStream whether the account's own orders and fills are streamed
 * @param bookDepth the most levels a side that a streamed book has; 0 without one
 * @param orders how orders can be placed
 * @param sandbox whether the venue has a sandbox that the module reaches
 * @param evidence what the module was tried against
 * @param limits what a user should know, a sentence each
 */
public record ExchangeCapabilities(
    String exchange,
    CandleSource candleSource,
    Set<Timeframe> candleTimeframes,
    TradeHistory tradeHistory,
    Set<MarketChannel> streams,
    Set<MarketChannel> polled,
    boolean accountStream,
    int bookDepth,
    OrderSupport orders,
    boolean sandbox,
    Evidence evidence,
    Set<String> limits) {

  /** Where candles come from. */
  public enum CandleSource {
    /** The venue's own call, which tells all it has. */
    RAW,
    /** XChange's common call. */
    GENERIC,
    /** Built here from trades. */
    TRADES
  }

  /** How far back trades reach. */
  public enum TradeHistory {
    /** To the first trade, page by page. */
    FULL,
    /** The latest ones only. */
    RECENT,
    /** None. */
    NONE
  }

  /** How orders can be placed. */
  public enum OrderSupport {
    /** With an id of ours and a deadline: absence can be proven. */
    PROVABLE,
    /** With an id of ours; absence cannot be proven, so a doubtful order stays UNKNOWN. */
    IDENTIFIED,
    /** Not at all: market data and paper trading only. */
    NONE
  }

  /** What a venue's module was tried against. None of it was tried against the venue itself. */
  public enum Evidence {
    /** A simulator that speaks the venue's protocol, and recorded answers. */
    SIMULATED,
    /** Answers written by hand after the venue's documentation. */
    STUBBED,
    /** Nothing: the module is only known to load. */
    UNTRIED
  }

  /**
   * @throws IllegalArgumentException if a polled channel is not one of the streams
   */
  public ExchangeCapabilities {
    if (!streams.containsAll(polled)) {
      throw new IllegalArgumentException(
          "polled must be among the streams %s, was %s".formatted(streams, polled));
    }
    candleTimeframes = Set.copyOf(candleTimeframes);
    streams = Set.copyOf(streams);
    polled = Set.copyOf(polled);
    limits = Set.copyOf(limits);
  }

  /** A venue whose channels are all streamed, tried against a simulator. */
  public ExchangeCapabilities(
      String exchange,
      CandleSource candleSource,
      Set<Timeframe> candleTimeframes,
      TradeHistory tradeHistory,
      Set<MarketChannel> streams,
      boolean accountStream,
      int bookDepth,
      OrderSupport orders,
      boolean sandbox,
      Set<String> limits) {
    this(
        exchange,
        candleSource,
        candleTimeframes,
        tradeHistory,
        streams,
        Set.of(),
        accountStream,
        bookDepth,
        orders,
        sandbox,
        Evidence.SIMULATED,
        limits);
  }
}
