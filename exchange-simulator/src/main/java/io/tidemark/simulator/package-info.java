/**
 * A venue on loopback that speaks Kraken's REST and WebSocket v1 protocols and replays recorded
 * markets.
 *
 * <ul>
 *   <li>{@link io.tidemark.simulator.ExchangeSimulator}: starts one inside this JVM
 *   <li>{@link io.tidemark.simulator.SimulatorSettings}: with what
 *   <li>{@link io.tidemark.simulator.SimulatorMain}: runs one alone
 *   <li>{@code tape}: recorded markets; {@code market}: what they show; {@code venue}: accounts and
 *       orders, pure; {@code rest}, {@code stream}: the protocols; {@code control}: the clock and
 *       the books for whoever tests on it; {@code server}: the port
 * </ul>
 *
 * Trades are recorded; the displayed book is modelled from them (see {@code market.ModelledDepth}).
 */
@NullMarked
package io.tidemark.simulator;

import org.jspecify.annotations.NullMarked;
