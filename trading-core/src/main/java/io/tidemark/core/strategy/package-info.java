/**
 * Strategies: what they are, and how they are written.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.strategy.StrategyDefinition}: the canonical form of a configured
 *       strategy
 *   <li>{@link io.tidemark.core.strategy.Strategy}: what a strategy is to the scan stage; made by a
 *       {@link io.tidemark.core.strategy.StrategyFactory} found in the {@link
 *       io.tidemark.core.strategy.StrategyRegistry}
 *   <li>{@link io.tidemark.core.strategy.RuleStrategy}: a strategy written in the rule language
 *   <li>{@link io.tidemark.core.strategy.ReadingList}: what a strategy written in Java asks for;
 *       the shipped ones are in {@code builtin}, aggregation of several sources is in {@code
 *       opinion}, plain ta4j strategies are adapted in {@code ta4j}
 *   <li>{@link io.tidemark.core.strategy.RuleCompiler}: the rule language; a number in it alone is
 *       a {@link io.tidemark.core.strategy.Formula}
 * </ul>
 *
 * <p>The rule language, from what binds loosest to tightest:
 *
 * <pre>
 * a or b        a and b        not a
 * x &lt; y   x &lt;= y   x &gt; y   x &gt;= y   x == y   x != y   x crosses_above y   x crosses_below y
 * x + y   x - y          x * y   x / y          -x
 * x[2]          two bars earlier
 * x@5m          of the latest bar of that timeframe closed by now; never of a forming one
 * macd(12,26,9).signal
 * </pre>
 *
 * <p>{@code x} is a number, a field of the bar such as {@code close} or of what stood beside it
 * such as {@code book_imbalance}, an indicator such as {@code rsi(14)}, {@code sma(volume, 20)} or,
 * where it needs no argument, {@code obv}, a name of the strategy's indicators, or a numeric
 * parameter. An index counts bars of the operand's own timeframe: {@code close[1]@5m} and {@code
 * close@5m[1]} are the same. {@code a crosses_above b} holds where a was at or below b at the
 * decision before and is above it now; both sides are taken as they were seen at that decision,
 * whatever their timeframes. {@code ==} compares exactly.
 *
 * <p>Rules are levels: one that stays true is true at every bar. A comparison with a value that is
 * not defined is neither true nor false, and no decision is made from it; a division by zero is not
 * defined.
 */
@NullMarked
package io.tidemark.core.strategy;

import org.jspecify.annotations.NullMarked;
