/**
 * What the position stage has to be told of the venue: its rules for orders, from the ingestor, and
 * the cash an account starts with, from the execution service. While one of them does not answer,
 * what needs it is tried again.
 */
@NullMarked
package io.tidemark.position.venue;

import org.jspecify.annotations.NullMarked;
