package io.tidemark.exchange.xchange;

import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.instrument.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instruments of one venue, by their common name. A futures contract is known by its base and
 * what it expires at, {@code BTC-PERP/USD}, so that its price and its money stay in the quote
 * currency.
 */
final class Catalogue {

  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  /** Stands for a step that the venue does not tell; such an instrument is not tradable. */
  private static final BigDecimal UNKNOWN_STEP = new BigDecimal("0.00000001");

  private final Map<InstrumentId, Listing> byInstrument = new HashMap<>();
  private final Map<Instrument, InstrumentId> byVenue = new HashMap<>();

  Catalogue(String exchange, VenueProfile profile, Collection<Listing> listings) {
    int unnamed = 0;
    for (Listing listing : listings) {
      Optional<InstrumentId> id = id(exchange, profile, listing.instrument());
      if (id.isPresent()) {
        byInstrument.putIfAbsent(id.get(), listing);
        byVenue.put(listing.instrument(), id.get());
      } else {
        unnamed++;
      }
    }
    if (unnamed > 0) {
      LOG.info(
          "exchange={} instruments={} left_out={} cause=code_not_a_currency_code",
          exchange,
          byInstrument.size(),
          unnamed);
    }
  }

  private static Optional<InstrumentId> id(
      String exchange, VenueProfile profile, Instrument instrument) {
    String base = profile.commonCode(instrument.getBase().getCurrencyCode());
    String quote = profile.commonCode(instrument.getCounter().getCurrencyCode());
    String suffix =
        instrument instanceof FuturesContract contract
            ? "-" + contract.getPrompt().toUpperCase(Locale.ROOT)
            : "";
    try {
      return Optional.of(new InstrumentId(exchange, new Symbol(base + suffix, quote)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<Listing> find(InstrumentId instrument) {
    return Optional.ofNullable(byInstrument.get(instrument));
  }

  Optional<InstrumentId> find(Instrument instrument) {
    return Optional.ofNullable(byVenue.get(instrument));
  }

  /** All instruments, ordered. */
  List<InstrumentDetails> details() {
    return byInstrument.entrySet().stream()
        .map(entry -> details(entry.getKey(), entry.getValue()))
        .sorted((a, b) -> a.instrument().compareTo(b.instrument()))
        .toList();
  }

  private static InstrumentDetails details(InstrumentId id, Listing listing) {
    String untradable = untradable(listing);
    Fees fees = listing.fees() == null ? Fees.of("0", "0") : listing.fees();
    InstrumentRules rules =
        new InstrumentRules(
            stepOf(listing.tick()),
            stepOf(listing.step()),
            orZero(listing.minimumQuantity()),
            orZero(listing.minimumCost()),
            fees.taker(),
            fees.maker());
    return new InstrumentDetails(id, listing.venueName(), rules, untradable == null, untradable);
  }

  private static @Nullable String untradable(Listing listing) {
    if (!listing.open()) {
      return "the venue does not trade it now";
    }
    List<String> missing = new ArrayList<>();
    if (!knownStep(listing.tick())) {
      missing.add("the step of its price");
    }
    if (!knownStep(listing.step())) {
      missing.add("the step of its quantity");
    }
    if (listing.minimumQuantity() == null && listing.minimumCost() == null) {
      missing.add("its smallest order");
    }
    if (listing.fees() == null) {
      missing.add("its fees");
    }
    return missing.isEmpty()
        ? null
        : "the venue's module does not tell " + String.join(", ", missing);
  }

  private static BigDecimal stepOf(@Nullable BigDecimal told) {
    return told != null && told.signum() > 0 ? told : UNKNOWN_STEP;
  }

  private static boolean knownStep(@Nullable BigDecimal step) {
    return step != null && step.signum() > 0;
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null || value.signum() < 0 ? BigDecimal.ZERO : value;
  }
}
