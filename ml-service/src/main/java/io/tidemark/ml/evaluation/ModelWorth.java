package io.tidemark.ml.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What is earned with a model and without it over the same bars, which it never saw, net of fees.
 *
 * @param judged what was traded, for people
 * @param configurationSha256 of the strategy as it was run; empty of trades that were given
 * @param from when the first bar opened
 * @param to when the last closed
 * @param currency that profits are in
 * @param initialCash of both runs
 * @param without what came of it without the model
 * @param with what came of it with the model
 * @param verdict what that comes to
 * @param found the verdict in words
 */
public record ModelWorth(
    String judged,
    String configurationSha256,
    Instant from,
    Instant to,
    String currency,
    BigDecimal initialCash,
    StrategyFigures without,
    StrategyFigures with,
    Verdict verdict,
    String found) {

  /** So many trades or more tell something from luck. */
  static final int ENOUGH_TRADES = 30;

  /** Whether there is an edge. */
  public enum Verdict {
    /** More is earned with the model, and something at all, in enough trades. */
    EDGE,
    /** The same in too few trades to tell it from luck. */
    TOO_FEW_TRADES,
    /** The model earns nothing, or adds nothing. */
    NO_EDGE
  }

  /** With the verdict on both. */
  static ModelWorth of(
      String judged,
      String configurationSha256,
      Instant from,
      Instant to,
      String currency,
      BigDecimal initialCash,
      StrategyFigures without,
      StrategyFigures with) {
    Verdict verdict = verdict(without, with);
    return new ModelWorth(
        judged,
        configurationSha256,
        from,
        to,
        currency,
        initialCash,
        without,
        with,
        verdict,
        found(verdict, without, with, currency));
  }

  private static Verdict verdict(StrategyFigures without, StrategyFigures with) {
    boolean earns = with.netProfit().signum() > 0;
    if (!earns || with.netProfit().compareTo(without.netProfit()) <= 0) {
      return Verdict.NO_EDGE;
    }
    return with.trades() < ENOUGH_TRADES ? Verdict.TOO_FEW_TRADES : Verdict.EDGE;
  }

  private static String found(
      Verdict verdict, StrategyFigures without, StrategyFigures with, String currency) {
    String both =
        "%s %s with the model, %s without, net of fees"
            .formatted(rounded(with.netProfit()), currency, rounded(without.netProfit()));
    return switch (verdict) {
      case EDGE -> "the model adds to the profit: %s, in %d trades".formatted(both, with.trades());
      case TOO_FEW_TRADES ->
          "no edge is shown: %s, but in %d trades, too few to tell it from luck"
              .formatted(both, with.trades());
      case NO_EDGE -> "no edge: " + why(without, with, both);
    };
  }

  private static String why(StrategyFigures without, StrategyFigures with, String both) {
    if (with.trades() == 0 && without.trades() == 0) {
      return "there is no trade, with the model or without it";
    }
    if (with.equity().equals(without.equity())) {
      return "the model changes nothing, %s".formatted(both);
    }
    int more = with.netProfit().compareTo(without.netProfit());
    return more > 0 ? "less is lost, but nothing is earned: " + both : both;
  }

  private static String rounded(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
