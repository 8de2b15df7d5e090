package io.tidemark.launcher.stream;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the venue over REST about the time that was listened to. Nothing is asked where the
 * validation was interrupted: it shall end at once.
 */
final class RestAnswers implements VenueAnswers {

  private static final int MOST_PAGES = 20;

  private final ExchangeGateway gateway;
  private final InstantSource clock;
  private final Instant from;
  private final Instant to;
  private final boolean silent;
  private final Map<InstrumentId, Optional<List<MarketTrade>>> trades = new HashMap<>();

  /**
   * @param from when listening began
   * @param to up to when the venue is asked
   * @param silent whether not to ask
   */
  RestAnswers(
      ExchangeGateway gateway, InstantSource clock, Instant from, Instant to, boolean silent) {
    this.gateway = gateway;
    this.clock = clock;
    this.from = from;
    this.to = to;
    this.silent = silent;
  }

  @Override
  public Optional<Duration> clockAhead() {
    if (silent) {
      return Optional.empty();
    }
    try {
      Instant venue = gateway.serverTime();
      return Optional.of(Duration.between(clock.instant(), venue));
    } catch (VenueReadException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<MarketTrade>> trades(InstrumentId instrument) {
    return trades.computeIfAbsent(instrument, this::readTrades);
  }

  private Optional<List<MarketTrade>> readTrades(InstrumentId instrument) {
    if (silent) {
      return Optional.empty();
    }
    List<MarketTrade> read = new ArrayList<>();
    try {
      TradeCursor cursor = TradeCursor.at(from);
      for (int page = 0; page < MOST_PAGES; page++) {
        TradePage told = gateway.trades(instrument, cursor);
        told.trades().stream()
            .filter(trade -> !trade.eventTime().isBefore(from) && trade.eventTime().isBefore(to))
            .forEach(read::add);
        boolean past =
            !told.trades().isEmpty() && !told.trades().getLast().eventTime().isBefore(to);
        if (!told.more() || past || told.next().equals(cursor)) {
          return Optional.of(read);
        }
        cursor = told.next();
      }
      return Optional.empty();
    } catch (VenueReadException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<Bar>> minutes(InstrumentId instrument) {
    if (silent || !gateway.capabilities().candleTimeframes().contains(Timeframe.M1)) {
      return Optional.empty();
    }
    try {
      Instant end = Timeframe.M1.closeOf(Timeframe.M1.openOf(to));
      return Optional.of(
          gateway.candles(instrument, Timeframe.M1, Timeframe.M1.openOf(from), end).bars());
    } catch (VenueReadException e) {
      return Optional.empty();
    }
  }
}
