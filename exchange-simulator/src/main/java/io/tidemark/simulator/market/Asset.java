package io.tidemark.simulator.market;

import java.util.Map;

/**
 * A currency under Kraken's names.
 *
 * @param code the common code, such as {@code BTC}
 * @param name Kraken's name, such as {@code XXBT}
 * @param altname Kraken's short name, such as {@code XBT}
 */
public record Asset(String code, String name, String altname) {

  /** Kraken's older names put an X before crypto currencies and a Z before money. */
  private static final Map<String, String> OLD_NAMES =
      Map.ofEntries(
          Map.entry("BTC", "XXBT"),
          Map.entry("DOGE", "XXDG"),
          Map.entry("ETH", "XETH"),
          Map.entry("ETC", "XETC"),
          Map.entry("LTC", "XLTC"),
          Map.entry("MLN", "XMLN"),
          Map.entry("REP", "XREP"),
          Map.entry("XLM", "XXLM"),
          Map.entry("XMR", "XXMR"),
          Map.entry("XRP", "XXRP"),
          Map.entry("ZEC", "XZEC"),
          Map.entry("AUD", "ZAUD"),
          Map.entry("CAD", "ZCAD"),
          Map.entry("EUR", "ZEUR"),
          Map.entry("GBP", "ZGBP"),
          Map.entry("JPY", "ZJPY"),
          Map.entry("USD", "ZUSD"));

  /** The asset of a common code; newer ones are called the same everywhere. */
  public static Asset of(String code) {
    String old = OLD_NAMES.get(code);
    return old == null ? new Asset(code, code, code) : new Asset(code, old, old.substring(1));
  }

  boolean hasOldName() {
    return !name.equals(altname);
  }

  /** Kraken keeps ten decimals of old crypto currencies, four of money, eight of the rest. */
  public int decimals() {
    if (name.startsWith("Z") && hasOldName()) {
      return 4;
    }
    return hasOldName() ? 10 : 8;
  }
}
