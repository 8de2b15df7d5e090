/**
 * What somebody should look at: alerts out of thoughts and of Prometheus, kept in Postgres, and
 * told through the channels that are configured, with retries. A channel implements {@link
 * io.tidemark.operator.alert.AlertChannel}; the webhook and mail are here, Telegram is in a package
 * of its own.
 */
@NullMarked
package io.tidemark.operator.alert;

import org.jspecify.annotations.NullMarked;
