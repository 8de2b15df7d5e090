package io.tidemark.exchange.kraken;

import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.ChannelHealth;
import io.tidemark.exchange.stream.ChannelWatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is streamed of one pair; a channel that was not asked for is null. */
record KrakenFeed(
    Pair pair,
    Map<MarketChannel, ChannelWatch> channels,
    @Nullable KrakenTradeFeed trades,
    @Nullable KrakenTickerFeed ticker,
    @Nullable KrakenBookFeed book,
    @Nullable KrakenCandleFeed candles) {

  static KrakenFeed of(
      Pair pair,
      Map<MarketChannel, ChannelWatch> channels,
      MarketVoice voice,
      ChannelHealth health,
      int bookDepth) {
    ChannelWatch trades = channels.get(MarketChannel.TRADES);
    ChannelWatch ticker = channels.get(MarketChannel.TICKER);
    ChannelWatch book = channels.get(MarketChannel.BOOK);
    ChannelWatch candles = channels.get(MarketChannel.CANDLES);
    return new KrakenFeed(
        pair,
        channels,
        trades == null ? null : new KrakenTradeFeed(trades, voice),
        ticker == null ? null : new KrakenTickerFeed(ticker, voice),
        book == null ? null : new KrakenBookFeed(book, voice, health, bookDepth),
        candles == null ? null : new KrakenCandleFeed(candles, voice));
  }
}
