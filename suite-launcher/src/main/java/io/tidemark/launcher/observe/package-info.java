/**
 * Watches a running suite for a while without interfering, and says whether it is sound. It asks
 * over REST only, a few times a second, and writes nothing: {@code ObserveSession} keeps the rota,
 * the {@code ...Watch} classes keep what was seen of services, markets, events and the account,
 * {@code Judge} draws the findings from it, and an {@code ObserveReport} tells them.
 */
@NullMarked
package io.tidemark.launcher.observe;

import org.jspecify.annotations.NullMarked;
