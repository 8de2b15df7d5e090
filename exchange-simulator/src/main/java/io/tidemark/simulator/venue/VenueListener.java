package io.tidemark.simulator.venue;

import io.tidemark.simulator.market.Market;

/** Who is told what happens at the venue, in the order in which it happens. */
public interface VenueListener {

  /** The last played trade of the market is new. */
  void traded(Market market);

  /** What the market displays may have changed. */
  void bookChanged(Market market);

  /** An order was taken in. */
  void orderPlaced(VenueOrder order);

  /** An order was triggered or cancelled. */
  void orderChanged(VenueOrder order);

  /** A part of an order traded; the order knows it already. */
  void filled(VenueFill fill);

  /** A listener that wants to know nothing. */
  VenueListener NONE =
      new VenueListener() {
        @Override
        public void traded(Market market) {}

        @Override
        public void bookChanged(Market market) {}

        @Override
        public void orderPlaced(VenueOrder order) {}

        @Override
        public void orderChanged(VenueOrder order) {}

        @Override
        public void filled(VenueFill fill) {}
      };
}
