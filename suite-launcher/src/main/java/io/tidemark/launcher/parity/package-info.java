/**
 * Has the running suite prove that live agrees with its code: asks the backtester service for a
 * certificate, follows it, and tells what it says.
 */
@NullMarked
package io.tidemark.launcher.parity;

import org.jspecify.annotations.NullMarked;
