package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How paper orders are filled.
 *
 * @param fillModel what they are matched against; default trades
 * @param slippageModel at what price a taker trades; default the book's levels
 * @param slippageBps by which it is worse still, 0 or above; default 0
 * @param slippageCoefficient of the square root, 0 or above; default 1
 * @param participationPct the largest part of what others trade and display that one order gets,
 *     above 0 and at most 100; null for no bound, which is for bars alone and the default there;
 *     default 100 otherwise
 * @param feeTiers what is paid by the volume of 30 days; default none: the venue's rates
 * @param latency from decision to the venue, 0 or above; default 1 s
 */
public record PaperExecution(
    FillModel fillModel,
    SlippageModel.Kind slippageModel,
    BigDecimal slippageBps,
    BigDecimal slippageCoefficient,
    @Nullable BigDecimal participationPct,
    List<FeeTier> feeTiers,
    Duration latency) {

  static final PaperExecution USUAL = read(null, null, null, null, null, null, null);

  public PaperExecution {
    feeTiers = List.copyOf(feeTiers);
    FillSettings _ =
        settings(slippageModel, slippageBps, slippageCoefficient, participationPct, feeTiers);
  }

  @JsonCreator
  static PaperExecution read(
      @Nullable String fillModel,
      @Nullable String slippageModel,
      @Nullable BigDecimal slippageBps,
      @Nullable BigDecimal slippageCoefficient,
      @Nullable BigDecimal participationPct,
      @Nullable List<FeeTier> feeTiers,
      @Nullable Duration latency) {
    FillModel model =
        Choice.of("execution.fill_model", FillModel.class, fillModel, FillModel.TRADES);
    return new PaperExecution(
        model,
        Choice.of(
            "execution.slippage_model",
            SlippageModel.Kind.class,
            slippageModel,
            SlippageModel.Kind.BOOK),
        slippageBps == null ? BigDecimal.ZERO : slippageBps,
        slippageCoefficient == null ? BigDecimal.ONE : slippageCoefficient,
        participationPct == null && model == FillModel.TRADES
            ? BigDecimal.valueOf(100)
            : participationPct,
        feeTiers == null ? List.of() : feeTiers,
        latency == null ? Duration.ofSeconds(1) : latency);
  }

  /** As the core takes them. */
  public FillSettings fills() {
    return settings(slippageModel, slippageBps, slippageCoefficient, participationPct, feeTiers);
  }

  private static FillSettings settings(
      SlippageModel.Kind model,
      BigDecimal bps,
      BigDecimal coefficient,
      @Nullable BigDecimal participationPct,
      List<FeeTier> tiers) {
    return new FillSettings(
        new SlippageModel(model, bps, coefficient),
        participationPct == null ? null : participationPct.movePointLeft(2),
        new FeeSchedule(tiers.stream().map(FeeTier::tier).toList()));
  }

  /**
   * A step of the fees.
   *
   * @param volume quote currency traded in 30 days from which on it holds, 0 or above
   * @param makerRate fraction of notional, in [0, 1)
   * @param takerRate fraction of notional, in [0, 1)
   */
  public record FeeTier(BigDecimal volume, BigDecimal makerRate, BigDecimal takerRate) {

    @JsonCreator
    static FeeTier read(
        @Nullable BigDecimal volume,
        @Nullable BigDecimal makerRate,
        @Nullable BigDecimal takerRate) {
      return new FeeTier(
          required("volume", volume),
          required("maker_rate", makerRate),
          required("taker_rate", takerRate));
    }

    private static BigDecimal required(String key, @Nullable BigDecimal value) {
      if (value == null) {
        throw new IllegalArgumentException("execution.fee_tiers[].%s is missing".formatted(key));
      }
      return value;
    }

    private FeeSchedule.Tier tier() {
      return new FeeSchedule.Tier(volume, makerRate, takerRate);
    }
  }
}
