/**
 * The life of an order between our intention and its end. {@link
 * io.tidemark.core.engine.ExecutionStage} is the state machine of one venue account, {@link
 * io.tidemark.core.engine.OrderLifecycle} its table; {@link io.tidemark.core.engine.PaperVenue} is
 * a venue made of market data, for paper trading and backtests on trades.
 *
 * <p>A shell commits what a step gives before it runs the step's commands: whatever happens then,
 * the order is known by its client order id and is asked for, never sent again.
 */
@NullMarked
package io.tidemark.core.engine;

import org.jspecify.annotations.NullMarked;
