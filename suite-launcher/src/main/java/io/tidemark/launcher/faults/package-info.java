/**
 * The suite as processes on the simulator, killed and disturbed by a plan that a seed makes, and
 * what must hold at the end.
 *
 * <ul>
 *   <li>{@code FaultPlan}: what is killed and disturbed and when, a function of the seed
 *   <li>{@code Killer}: ends processes and servers, starts them again and measures the recovery
 *   <li>{@code VenueFaults}: sets the venue's faults
 *   <li>{@code FaultInvariants}: what must hold beyond what a demo's end must
 *   <li>{@code Disturbance}: the same faults, for a suite that runs for another reason
 *   <li>{@code FaultSession}: one run, from the servers' start to the report
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.faults;

import org.jspecify.annotations.NullMarked;
