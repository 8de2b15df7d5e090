package io.tidemark.exchange.xchange;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.dto.meta.InstrumentMetaData;
import org.knowm.xchange.instrument.Instrument;

/**
 * Instruments from XChange's common metadata. Its fees are left out: modules write them now as a
 * fraction, now in percent.
 */
final class MetadataListings {

  private MetadataListings() {}

  static List<Listing> read(Exchange exchange, VenueProfile profile) throws IOException {
    exchange.remoteInit();
    List<Listing> listings = new ArrayList<>();
    Map<Instrument, InstrumentMetaData> known = exchange.getExchangeMetaData().getInstruments();
    if (known != null) {
      known.forEach((instrument, data) -> listings.add(listing(instrument, data, profile)));
    }
    return listings;
  }

  static Listing listing(
      Instrument instrument, @Nullable InstrumentMetaData data, VenueProfile profile) {
    if (data == null) {
      return new Listing(
          instrument,
          instrument.toString(),
          null,
          null,
          null,
          null,
          profile.publishedFees().orElse(null),
          true);
    }
    return new Listing(
        instrument,
        instrument.toString(),
        either(data.getPriceStepSize(), data.getPriceScale()),
        either(data.getAmountStepSize(), data.getVolumeScale()),
        data.getMinimumAmount(),
        data.getCounterMinimumAmount(),
        profile.publishedFees().orElse(null),
        true);
  }

  private static @Nullable BigDecimal either(
      @Nullable BigDecimal step, @Nullable Integer decimals) {
    return step != null && step.signum() > 0 ? step : Listing.stepOf(decimals);
  }
}
