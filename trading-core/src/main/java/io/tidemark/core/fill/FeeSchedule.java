package io.tidemark.core.fill;

import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an account pays by how much it has traded.
 *
 * @param tiers by rising volume; empty for the instrument's own rates at any volume
 */
public record FeeSchedule(List<Tier> tiers) {

  /** The instrument's own rates. */
  public static final FeeSchedule OF_INSTRUMENT = new FeeSchedule(List.of());

  /**
   * @throws IllegalArgumentException if the tiers' volumes do not rise
   */
  public FeeSchedule {
    tiers = List.copyOf(tiers);
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).volume().compareTo(tiers.get(i - 1).volume()) <= 0) {
        throw new IllegalArgumentException(
            "execution.fee_tiers must have rising volumes, had %s after %s"
                .formatted(
                    tiers.get(i).volume().toPlainString(),
                    tiers.get(i - 1).volume().toPlainString()));
      }
    }
  }

  /**
   * A step of the schedule.
   *
   * @param volume quote currency traded in 30 days from which on it holds, 0 or above
   * @param makerRate fraction of notional, in [0, 1)
   * @param takerRate fraction of notional, in [0, 1)
   */
  public record Tier(BigDecimal volume, BigDecimal makerRate, BigDecimal takerRate) {

    /**
     * @throws IllegalArgumentException if a figure is out of its range
     */
    public Tier {
      if (volume.signum() < 0) {
        throw new IllegalArgumentException(
            "execution.fee_tiers[].volume must be 0 or above, was " + volume.toPlainString());
      }
      requireRate("maker_rate", makerRate);
      requireRate("taker_rate", takerRate);
    }

    private static void requireRate(String key, BigDecimal rate) {
      if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) >= 0) {
        throw new IllegalArgumentException(
            "execution.fee_tiers[].%s must be 0 or above and below 1, was %s"
                .formatted(key, rate.toPlainString()));
      }
    }

    private BigDecimal rate(Liquidity liquidity) {
      return liquidity == Liquidity.MAKER ? makerRate : takerRate;
    }
  }

  /**
   * The fraction of notional that a fill pays: that of the highest tier reached, or of the
   * instrument below the first one.
   *
   * @param volume quote currency that the account traded in the 30 days before
   */
  public BigDecimal rate(Liquidity liquidity, BigDecimal volume, InstrumentRules rules) {
    for (Tier tier : tiers.reversed()) {
      if (volume.compareTo(tier.volume()) >= 0) {
        return tier.rate(liquidity);
      }
    }
    return liquidity == Liquidity.MAKER ? rules.makerFeeRate() : rules.takerFeeRate();
  }
}
