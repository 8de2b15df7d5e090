package io.tidemark.core.strategy.opinion;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.model.SignalType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Confluence, as the study describes it.
 *
 * <ol>
 *   <li>The type that most opinions want, those that want nothing left out; none if two types have
 *       as many.
 *   <li>Confidence and strength are the means of those who want it, weighed by origin.
 *   <li>A book that agrees by at least {@code bookImbalance} adds {@code bookBonus} to the
 *       confidence, one that opposes takes it away.
 *   <li>Sure fire: enough agree, the book agrees, and the confidence is high.
 *   <li>A model's likelihood of the direction is blended in, {@code soloBlend} of it where one
 *       stands alone, {@code blend} where several agree. Without a model the heuristic takes its
 *       place: 0.5 confidence + 0.3 strength + 0.2 min(1, agreeing / 3), which knows no direction.
 *   <li>Too weak is what fewer than {@code leastCount} want, unless one alone reaches its solo
 *       confidence, and what stays below {@code leastConfidence}.
 * </ol>
 */
public final class ConfluenceAggregator implements Aggregator {

  private static final double CONFIDENCE_PART = 0.5;
  private static final double STRENGTH_PART = 0.3;
  private static final double COUNT_PART = 0.2;
  private static final double FULL_COUNT = 3;

  private final ConfluenceRules rules;

  public ConfluenceAggregator(ConfluenceRules rules) {
    this.rules = rules;
  }

  @Override
  public Aggregate aggregate(List<Opinion> opinions, Evidence evidence) {
    Tally tally =
        new Tally(opinions.stream().filter(one -> one.type() != SignalType.HOLD).toList());
    @Nullable SignalType most = tally.most(type -> tally.of(type).size());
    if (most == null) {
      return Aggregate.hold(
          tally.count() == 0 ? "confluence: no setup" : "confluence: a tie: " + tally.told());
    }
    double weight = tally.sum(most, rules::weight);
    if (!(weight > 0)) {
      return Aggregate.hold("confluence: of no weight: " + tally.told());
    }
    double strength =
        Tally.share(tally.sum(most, one -> rules.weight(one) * one.strength()) / weight);
    double mean =
        Tally.share(tally.sum(most, one -> rules.weight(one) * one.confidence()) / weight);
    return judged(tally, most, mean, strength, evidence);
  }

  private Aggregate judged(
      Tally tally, SignalType type, double mean, double strength, Evidence evidence) {
    int count = tally.of(type).size();
    int book = bookVote(type, evidence.bookImbalance());
    double before = Tally.share(mean + book * rules.bookBonus());
    boolean sureFire =
        count >= rules.sureFireCount() && book > 0 && before >= rules.sureFireConfidence();
    Map<String, Double> metadata = new TreeMap<>();
    double confidence = blended(type, before, strength, count, evidence.forecast(), metadata);
    metadata.put("agreeing", (double) count);
    metadata.put("opposing", (double) (tally.count() - count));
    metadata.put("confidence_before_blend", before);
    metadata.put("sure_fire", sureFire ? 1.0 : 0.0);
    if (!Double.isNaN(evidence.bookImbalance())) {
      metadata.put("book_imbalance", evidence.bookImbalance());
    }
    String how =
        "%s, %d of %d%s"
            .formatted(
                sureFire ? "confluence, sure fire" : "confluence",
                count,
                tally.count(),
                told(book));
    Aggregate wanted = tally.wanting(type, confidence, strength, how);
    return new Aggregate(
        wanted.type(),
        wanted.confidence(),
        wanted.strength(),
        wanted.agreeing(),
        wanted.reason(),
        shortfall(tally.of(type), wanted.confidence()),
        metadata,
        wanted.closeFraction());
  }

  /** 1 if the book agrees, -1 if it opposes, 0 if it does neither or is not known. */
  private int bookVote(SignalType type, double imbalance) {
    if (Double.isNaN(imbalance) || Math.abs(imbalance) < rules.bookImbalance()) {
      return 0;
    }
    return switch (type) {
      case BUY -> imbalance > 0 ? 1 : -1;
      case SELL -> imbalance < 0 ? 1 : -1;
      case CLOSE, PARTIAL_CLOSE, HOLD -> 0;
    };
  }

  private static String told(int bookVote) {
    return switch (bookVote) {
      case 1 -> ", the book agrees";
      case -1 -> ", the book opposes";
      default -> "";
    };
  }

  private double blended(
      SignalType type,
      double before,
      double strength,
      int count,
      @Nullable Forecast forecast,
      Map<String, Double> metadata) {
    boolean directed = type == SignalType.BUY || type == SignalType.SELL;
    double part = count == 1 ? rules.soloBlend() : rules.blend();
    if (forecast != null && directed) {
      double likelihood = forecast.likelihoodOf(type);
      metadata.put("model", likelihood);
      return (1 - part) * before + part * likelihood;
    }
    if (!rules.heuristic() || !directed) {
      return before;
    }
    double heuristic = heuristic(before, strength, count);
    metadata.put("heuristic", heuristic);
    return (1 - part) * before + part * heuristic;
  }

  /** What stands in for a model; the same for either direction. */
  static double heuristic(double confidence, double strength, int count) {
    return CONFIDENCE_PART * confidence
        + STRENGTH_PART * strength
        + COUNT_PART * Math.min(1, count / FULL_COUNT);
  }

  private @Nullable String shortfall(List<Opinion> agreeing, double confidence) {
    if (agreeing.size() < rules.leastCount()) {
      double solo =
          agreeing.stream().mapToDouble(rules::soloConfidence).min().orElse(rules.soloConfidence());
      if (confidence < solo) {
        return "%d of at least %d agree, and confidence %s is below %s, which one needs alone"
            .formatted(
                agreeing.size(),
                rules.leastCount(),
                FigureText.share(confidence),
                FigureText.share(solo));
      }
    }
    if (confidence < rules.leastConfidence()) {
      return "confidence %s is below %s, which any signal needs"
          .formatted(FigureText.share(confidence), FigureText.share(rules.leastConfidence()));
    }
    return null;
  }
}
