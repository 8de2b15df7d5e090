package io.tidemark.execution.account;

import io.tidemark.execution.lease.AccountLease;
import io.tidemark.execution.venue.OrderVenue;

/** Opens the venue that the service is configured for. */
@FunctionalInterface
public interface VenueOpener {

  /** The venue of the account that {@code lease} is held for. */
  OrderVenue open(AccountLease lease);
}
