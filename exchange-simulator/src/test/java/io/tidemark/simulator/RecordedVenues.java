package io.tidemark.simulator;

import io.tidemark.simulator.venue.Venue;

/** Opens venues on whatever data settings name, for tests of other packages. */
public final class RecordedVenues {

  private RecordedVenues() {}

  public static Venue open(SimulatorSettings settings) {
    return VenueFactory.open(
        settings, settings.data().stream().map(MarketRecording::load).toList());
  }
}
