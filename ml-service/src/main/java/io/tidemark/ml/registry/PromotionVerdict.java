package io.tidemark.ml.registry;

/**
 * Whether a model does better than another on the same hold-out.
 *
 * @param isBetter by the margin of its rule at least
 * @param reason both figures and the hold-out
 */
public record PromotionVerdict(boolean isBetter, String reason) {}
