package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is held, valued at last prices, as exact sums that are kept up to date: a price costs the
 * same however many positions there are.
 */
final class Valuation {

  private final Map<InstrumentId, Holding> holdings = new HashMap<>();
  private final Map<String, BigDecimal> values = new HashMap<>();

  /** Takes note that what is held of an instrument changed by {@code change}. */
  void changed(InstrumentId instrument, BigDecimal change) {
    if (change.signum() != 0) {
      Holding before = holdings.getOrDefault(instrument, Holding.NONE);
      put(instrument, before, new Holding(before.held.add(change), before.price));
    }
  }

  /** Takes note of an instrument's last price. */
  void priced(InstrumentId instrument, Price price) {
    Holding before = holdings.getOrDefault(instrument, Holding.NONE);
    put(instrument, before, new Holding(before.held, price.value()));
  }

  /** Forgets the price of an instrument of which nothing is held. */
  void forget(InstrumentId instrument) {
    holdings.remove(instrument);
  }

  /** What is held in a quote currency: above 0 for bought, below 0 for sold. */
  BigDecimal value(String currency) {
    return values.getOrDefault(currency, BigDecimal.ZERO);
  }

  private void put(InstrumentId instrument, Holding before, Holding after) {
    holdings.put(instrument, after);
    BigDecimal change = after.value().subtract(before.value());
    if (change.signum() != 0) {
      values.merge(instrument.symbol().quote(), change, BigDecimal::add);
    }
  }

  /**
   * What is held of an instrument.
   *
   * @param price null before the first
   */
  private record Holding(BigDecimal held, @Nullable BigDecimal price) {

    private static final Holding NONE = new Holding(BigDecimal.ZERO, null);

    BigDecimal value() {
      return price == null ? BigDecimal.ZERO : held.multiply(price);
    }
  }
}
