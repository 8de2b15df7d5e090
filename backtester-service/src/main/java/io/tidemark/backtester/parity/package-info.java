/**
 * Certificates that live agrees with the code as it is now. The scanner and the position service
 * replay what they recorded, each its own; here they are asked, and what they report becomes one
 * certificate: on request, and each night of the day before.
 *
 * <ul>
 *   <li>{@code ParityController}: the requests
 *   <li>{@code ParityRuns}: makes certificates, one after the other
 *   <li>{@code NightlyParity}: asks for one a day
 *   <li>{@code Certificate}: what the reports prove together
 * </ul>
 */
@NullMarked
package io.tidemark.backtester.parity;

import org.jspecify.annotations.NullMarked;
