package io.tidemark.core.indicator;

import io.tidemark.model.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instruments that an instrument is compared with, of the same exchange. Their closes come with
 * each {@link MarketContext}.
 *
 * @param bitcoin what {@code btc_close} means; null if there is none. For bitcoin itself it is the
 *     instrument's own symbol, and the context then has the instrument's own close too
 * @param sector the members of its sector, which may include itself; may be empty
 */
public record Peers(@Nullable Symbol bitcoin, List<Symbol> sector) {

  /** Nothing to compare with. */
  public static final Peers NONE = new Peers(null, List.of());

  public Peers {
    sector = List.copyOf(sector);
  }
}
