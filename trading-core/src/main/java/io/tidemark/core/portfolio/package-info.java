/**
 * What an account holds and what it does about it. {@link io.tidemark.core.portfolio.PositionStage}
 * is the way in: signals, order reports, trades and commands in, order intents and position events
 * out. Everything it knows is in {@link io.tidemark.core.portfolio.PositionStageState}, as
 * immutable records that can be stored row by row; {@link
 * io.tidemark.core.portfolio.PositionStageState.Changes} names the rows a step wrote.
 */
@NullMarked
package io.tidemark.core.portfolio;

import org.jspecify.annotations.NullMarked;
