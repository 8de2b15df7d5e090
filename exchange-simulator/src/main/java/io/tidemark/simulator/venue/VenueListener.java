package io.tidemark.simulator.venue;

import io.tidemark.simulator.market.Market;
import java.util.List;

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

  /** Tells several, one after the other. */
  static VenueListener all(List<VenueListener> listeners) {
    List<VenueListener> told = List.copyOf(listeners);
    return new VenueListener() {
      @Override
      public void traded(Market market) {
        told.forEach(listener -> listener.traded(market));
      }

      @Override
      public void bookChanged(Market market) {
        told.forEach(listener -> listener.bookChanged(market));
      }

      @Override
      public void orderPlaced(VenueOrder order) {
        told.forEach(listener -> listener.orderPlaced(order));
      }

      @Override
      public void orderChanged(VenueOrder order) {
        told.forEach(listener -> listener.orderChanged(order));
      }

      @Override
      public void filled(VenueFill fill) {
        told.forEach(listener -> listener.filled(fill));
      }
    };
  }

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
