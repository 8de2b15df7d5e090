package io.tidemark.position.stage;

import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlEvent;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ModelEvent;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PositionEvent;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.StrategyEvent;
import io.tidemark.model.event.Ticker;

/** Which of the markets' events a stage is told, live and in a replay. */
final class MarketInterest {

  private MarketInterest() {}

  /**
   * Whether what a market tells is of concern: a position in it is open, opening or closing, the
   * guards take correlations over it, a strategy puts its limits there, or something waits for the
   * time that it tells.
   */
  static boolean of(PositionStage stage, Event event) {
    return switch (event) {
      case Ticker ticker -> stage.needsBookTop(ticker.instrument()) || isAwaited(stage, ticker);
      case MarketTrade trade ->
          (stage.followsTrades() && stage.watches(trade.instrument())) || isAwaited(stage, trade);
      case BarsClosed bars ->
          stage.watches(bars.instrument()) || stage.remembers(bars) || isAwaited(stage, bars);
      case Prediction prediction -> stage.watches(prediction.instrument());
      case MarketEvent _, StrategyEvent _, ModelEvent _ -> false;
      case OrderIntent _, OrderReport _, PositionEvent _, ControlEvent _ -> false;
    };
  }

  private static boolean isAwaited(PositionStage stage, MarketEvent event) {
    return stage.waitsFor(event.eventTime());
  }
}
