/**
 * Planning of history, without asking anybody for it.
 *
 * <p>{@link io.tidemark.core.history.Span} is the algebra of time; {@link
 * io.tidemark.core.history.HistoryWindows} cuts what is missing into pieces of work; {@link
 * io.tidemark.core.history.WindowBars} makes the bars of one piece from its trades; {@link
 * io.tidemark.core.history.BarComposer} makes long bars of short ones; {@link
 * io.tidemark.core.history.SilenceJudgement} says why nothing was traded.
 */
@NullMarked
package io.tidemark.core.history;

import org.jspecify.annotations.NullMarked;
