/**
 * The dashboard in a browser. {@link io.tidemark.operator.dashboard.StandInSuite} gives its pages
 * what the gateway would, from answers on record, and lets a test break the connection.
 */
@NullMarked
package io.tidemark.operator.dashboard;

import org.jspecify.annotations.NullMarked;
