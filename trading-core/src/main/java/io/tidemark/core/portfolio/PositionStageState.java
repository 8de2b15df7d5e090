package io.tidemark.core.portfolio;

import io.tidemark.core.risk.RiskState;
import io.tidemark.model.InstrumentId;
import java.util.List;
import java.util.Set;

/**
 * Everything a {@link PositionStage} knows. A stage restored from it goes on exactly as the one it
 * was taken from.
 *
 * @param positions in the order they were requested
 * @param orders in the order they were asked for
 * @param fills in the order they were booked
 * @param markets of instruments with a live position
 * @param tops of the books that limits are put at, by instrument
 * @param risk what the guards remember
 */
public record PositionStageState(
    AccountState account,
    List<Position> positions,
    List<PositionOrder> orders,
    List<BookedFill> fills,
    List<InstrumentMarket> markets,
    List<BookTop> tops,
    RiskState risk) {

  public PositionStageState {
    positions = List.copyOf(positions);
    orders = List.copyOf(orders);
    fills = List.copyOf(fills);
    markets = List.copyOf(markets);
    tops = List.copyOf(tops);
  }

  /**
   * What one step wrote, as it stands after the step. Rows are never deleted but those of markets.
   *
   * @param account whether the account's row changed
   * @param fills only new ones: a fill never changes
   * @param markets instruments whose market changed; one without a live position any more is gone
   * @param tops instruments whose top of the book changed
   * @param risk what of it changed
   */
  public record Changes(
      boolean account,
      List<Position> positions,
      List<PositionOrder> orders,
      List<BookedFill> fills,
      Set<InstrumentId> markets,
      Set<InstrumentId> tops,
      RiskState.Changes risk) {

    public Changes {
      positions = List.copyOf(positions);
      orders = List.copyOf(orders);
      fills = List.copyOf(fills);
      markets = Set.copyOf(markets);
      tops = Set.copyOf(tops);
    }
  }
}
