package io.tidemark.ml.training;

import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.strategy.StrategyDefinition;
import java.util.List;

/** Where the trades are from that an agent learns sizes from. */
public sealed interface TradeSource {

  /**
   * Trades that were recorded.
   *
   * @param bought long positions that were closed, in any order, all in one currency
   */
  record Recorded(List<ClosedTrade> bought) implements TradeSource {
    public Recorded {
      bought = List.copyOf(bought);
    }
  }

  /**
   * Trades of a backtest over the bars that the model is trained on.
   *
   * @param strategy on one symbol, that of the bars
   */
  record Backtested(StrategyDefinition strategy) implements TradeSource {}
}
