package io.tidemark.core.risk;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.DenialReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link RiskBook} knows; one restored from it goes on exactly the same.
 *
 * @param exits the last of each setup, by instrument, strategy and side
 * @param closes by instrument; empty unless a correlation is limited
 */
public record RiskState(Marks marks, List<LastExit> exits, List<CloseHistory> closes) {

  /** Of an account that has done nothing yet. */
  public static final RiskState EMPTY =
      new RiskState(
          new Marks(null, List.of(), List.of(), List.of(), List.of(), null), List.of(), List.of());

  public RiskState {
    exits = List.copyOf(exits);
    closes = List.copyOf(closes);
  }

  /**
   * What is small and changes often.
   *
   * @param day the latest UTC day that was seen; null before the first
   * @param equity by quote currency
   * @param trades by strategy and quote currency; those of the account first
   * @param stopOuts within the longest window that a guard asks for, in the order they came
   * @param orders within the last minute, where their rate is limited, in the order they came
   * @param reduction what brought the account to REDUCING by itself; null if nothing did, or the
   *     operator has resumed since
   */
  public record Marks(
      @Nullable LocalDate day,
      List<EquityMark> equity,
      List<TradeRecord> trades,
      List<StrategyEvent> stopOuts,
      List<StrategyEvent> orders,
      @Nullable Reduction reduction) {

    public Marks {
      equity = List.copyOf(equity);
      trades = List.copyOf(trades);
      stopOuts = List.copyOf(stopOuts);
      orders = List.copyOf(orders);
    }
  }

  /**
   * What equity in one quote currency is measured against.
   *
   * @param dayStart what it was when the UTC day began; on the first day, when it was first seen
   * @param peak the most it has been
   */
  public record EquityMark(Money dayStart, Money peak) {}

  /** Something that a strategy did, and when. */
  public record StrategyEvent(String strategy, Instant at) {}

  /**
   * A guard that brought the account to REDUCING by itself.
   *
   * @param guard {@code DAILY_LOSS_LIMIT} or {@code MAX_DRAWDOWN}
   * @param currency whose equity fell
   * @param reason as the account tells it while the guard is in force
   */
  public record Reduction(DenialReason guard, String currency, String reason) {}

  /** When a position of a setup, that is a strategy and a direction, was last closed. */
  public record LastExit(InstrumentId instrument, String strategy, PositionSide side, Instant at) {}

  /**
   * What one step wrote.
   *
   * @param marks whether they changed
   * @param exits that are new or later than before
   * @param closes instruments whose closes changed
   */
  public record Changes(boolean marks, List<LastExit> exits, Set<InstrumentId> closes) {

    public Changes {
      exits = List.copyOf(exits);
      closes = Set.copyOf(closes);
    }
  }
}
