/**
 * The suite as processes on the simulator, hit and disturbed by a plan that a seed makes, and what
 * must hold at the end.
 *
 * <ul>
 *   <li>{@code FaultPlan}: what is hit, how, and when, a function of the seed
 *   <li>{@code Injector}: hits processes and servers by way of {@code Harm}, starts them again and
 *       measures the recovery
 *   <li>{@code VenueFaults}: sets the venue's faults
 *   <li>{@code FaultInvariants}: what must hold beyond what a demo's end must
 *   <li>{@code MarketRecord}: the bars and decisions told, against what the venue traded
 *   <li>{@code Disturbance}: carries out a plan on a suite that runs meanwhile
 *   <li>{@code FaultSession}: one run, from the servers' start to the report
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.faults;

import org.jspecify.annotations.NullMarked;
