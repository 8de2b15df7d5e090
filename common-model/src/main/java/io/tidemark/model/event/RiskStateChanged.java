package io.tidemark.model.event;

import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The risk state of an account. One that answers a command tells how fast: from {@code
 * commandObservedAt} to {@code observedAt}.
 *
 * @param cash quote cash that the account holds, reserved cash included
 * @param reserved quote cash set aside for entries that are out, and held back by what is short
 * @param openPositions positions that are not closed
 * @param reason in words
 * @param commandId the operator's command that it answers; null if none led to it
 * @param commandObservedAt when the suite took that command in; null with {@code commandId}
 * @param observedAt when it came to be
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
    @Nullable UUID commandId,
    @Nullable Instant commandObservedAt,
    Instant eventTime,
    Instant observedAt)
    implements PositionEvent {}
