package io.tidemark.core.engine;

import io.tidemark.core.fill.FillSettings;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PaperVenue} is told.
 *
 * @param instruments tick sizes and fee rates, by instrument; it takes orders in no other
 * @param initialBalances by currency
 * @param fills what is assumed of fills beyond what the market tells
 * @param latency from a decision to its effect on the market, 0 or above
 * @param holdback how far behind the newest market event orders are matched, so that trades and
 *     books that arrive in another order than they happened are put in theirs; 0 or above
 * @param history how long market events are kept for orders that arrive late; above 0
 * @param shortsAllowed whether what is not held may be sold: its proceeds and an equal margin are
 *     held back then; that a venue would liquidate is not modelled
 * @param bars the timeframe of the bars that orders are matched against; null to match them against
 *     trades and books. On bars an order acts from the first bar on that opens at or after its
 *     decision, whatever the latency and holdback
 */
public record PaperVenueConfiguration(
    String account,
    Map<InstrumentId, InstrumentRules> instruments,
    Map<String, BigDecimal> initialBalances,
    FillSettings fills,
    Duration latency,
    Duration holdback,
    Duration history,
    boolean shortsAllowed,
    @Nullable Timeframe bars) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public PaperVenueConfiguration {
    if (latency.isNegative() || holdback.isNegative()) {
      throw new IllegalArgumentException(
          "latency and holdback must be 0 or above, were %s and %s".formatted(latency, holdback));
    }
    if (history.isNegative() || history.isZero()) {
      throw new IllegalArgumentException("history must be above 0, was " + history);
    }
    instruments = Map.copyOf(instruments);
    initialBalances = Map.copyOf(initialBalances);
  }

  /** A venue whose takers walk the book, at prices worse by {@code slippageBps}. */
  public PaperVenueConfiguration(
      String account,
      Map<InstrumentId, InstrumentRules> instruments,
      Map<String, BigDecimal> initialBalances,
      BigDecimal slippageBps,
      Duration latency,
      Duration holdback,
      Duration history) {
    this(
        account,
        instruments,
        initialBalances,
        FillSettings.walking(slippageBps),
        latency,
        holdback,
        history,
        false,
        null);
  }

  /** A venue that matches orders against trades and books. */
  public PaperVenueConfiguration(
      String account,
      Map<InstrumentId, InstrumentRules> instruments,
      Map<String, BigDecimal> initialBalances,
      FillSettings fills,
      Duration latency,
      Duration holdback,
      Duration history,
      boolean shortsAllowed) {
    this(
        account,
        instruments,
        initialBalances,
        fills,
        latency,
        holdback,
        history,
        shortsAllowed,
        null);
  }

  /**
   * A venue that has nothing finer than bars.
   *
   * @param timeframe of the bars that orders are matched against
   * @param kept how many bars are kept for orders that arrive late, 1 or above
   */
  public static PaperVenueConfiguration onBars(
      String account,
      Map<InstrumentId, InstrumentRules> instruments,
      Map<String, BigDecimal> initialBalances,
      FillSettings fills,
      Timeframe timeframe,
      int kept,
      boolean shortsAllowed) {
    return new PaperVenueConfiguration(
        account,
        instruments,
        initialBalances,
        fills,
        Duration.ZERO,
        Duration.ZERO,
        timeframe.nominalLength().multipliedBy(kept),
        shortsAllowed,
        timeframe);
  }

  /** What of an event orders are matched against; empty for nothing. */
  public Optional<MarketEvent> matched(MarketEvent event) {
    return switch (event) {
      case MarketTrade _, OrderBook _ -> bars == null ? Optional.of(event) : Optional.empty();
      case BarsClosed closed when !closed.correction() ->
          closed.bars().stream()
              .filter(bar -> bar.timeframe() == bars)
              .findFirst()
              .map(bar -> only(bar, closed));
      case BarsClosed _, Ticker _ -> Optional.empty();
    };
  }

  private static MarketEvent only(Bar bar, BarsClosed closed) {
    return closed.bars().size() == 1
        ? closed
        : new BarsClosed(
            closed.instrument(), closed.closeTime(), List.of(bar), false, closed.observedAt());
  }
}
