package io.tidemark.model.event;

import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import java.time.Instant;

/**
 * The risk state of an account.
 *
 * @param cash quote cash that the account holds, reserved cash included
 * @param reserved quote cash set aside for entries that are out, and held back by what is short
 * @param openPositions positions that are not closed
 * @param reason in words
 */
public record RiskStateChanged(
    String run,
    String account,
    TradingState state,
    Money cash,
    Money reserved,
    Money realisedPnl,
    Money fees,
    int openPositions,
    String reason,
    Instant eventTime,
    Instant observedAt)
    implements PositionEvent {}
