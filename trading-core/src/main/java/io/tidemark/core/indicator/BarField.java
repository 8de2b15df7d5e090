package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a bar itself says, as doubles: the one place where its decimals are converted. */
public enum BarField {
  OPEN,
  HIGH,
  LOW,
  CLOSE,
  VOLUME,
  /** The true volume-weighted price; absent from a venue candle. */
  VWAP,
  /** The number of trades; absent from a venue candle. */
  TRADES,
  /** What takers bought; absent where takers' sides are not known. */
  BUY_VOLUME,
  /** (buy volume - sell volume) / volume; absent like BUY_VOLUME. */
  IMBALANCE,
  /** (ask - bid) / mid at the close; absent when no book was seen. */
  SPREAD,
  /** (high + low) / 2. */
  HL2,
  /** (high + low + close) / 3: the typical price. */
  HLC3,
  /** (open + high + low + close) / 4. */
  OHLC4;

  private final String ruleName = name().toLowerCase(Locale.ROOT);

  /** The field that rules call by {@code name}. */
  public static Optional<BarField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.ruleName.equals(name)).findFirst();
  }

  /** The name in rules, such as {@code buy_volume}. */
  public String ruleName() {
    return ruleName;
  }

  /** Whether a bar may lack it. */
  public boolean isMicrostructure() {
    return switch (this) {
      case VWAP, TRADES, BUY_VOLUME, IMBALANCE, SPREAD -> true;
      case OPEN, HIGH, LOW, CLOSE, VOLUME, HL2, HLC3, OHLC4 -> false;
    };
  }

  /** The value of a bar; NaN if the bar lacks it. */
  public double of(Bar bar) {
    return switch (this) {
      case OPEN -> bar.open().toDouble();
      case HIGH -> bar.high().toDouble();
      case LOW -> bar.low().toDouble();
      case CLOSE -> bar.close().toDouble();
      case VOLUME -> bar.volume().toDouble();
      case VWAP -> price(bar.vwap());
      case TRADES -> trades(bar.trades());
      case BUY_VOLUME -> quantity(bar.buyVolume());
      case IMBALANCE -> decimal(bar.imbalance());
      case SPREAD -> decimal(bar.spread());
      case HL2 -> (bar.high().toDouble() + bar.low().toDouble()) / 2;
      case HLC3 -> (bar.high().toDouble() + bar.low().toDouble() + bar.close().toDouble()) / 3;
      case OHLC4 ->
          (bar.open().toDouble()
                  + bar.high().toDouble()
                  + bar.low().toDouble()
                  + bar.close().toDouble())
              / 4;
    };
  }

  private static double price(@Nullable Price value) {
    return value == null ? Double.NaN : value.toDouble();
  }

  private static double quantity(@Nullable Quantity value) {
    return value == null ? Double.NaN : value.toDouble();
  }

  private static double decimal(@Nullable BigDecimal value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  private static double trades(@Nullable Long value) {
    return value == null ? Double.NaN : value;
  }
}
