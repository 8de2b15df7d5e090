package io.tidemark.exchange.resilience;

/** One request to a venue. */
@FunctionalInterface
public interface VenueCall<T> {

  T run() throws VenueFailure;
}
