package io.tidemark.core.optimise.search;

/** How a search chooses what it tries. */
public enum SearchMethod {
  /** Every assignment, in order; every parameter needs a step. */
  GRID,
  /** Evenly distributed by each parameter's scale, none twice. */
  RANDOM,
  /**
   * Tree-structured Parzen estimator (J. Bergstra, R. Bardenet, Y. Bengio and B. Kegl, Algorithms
   * for Hyper-Parameter Optimization, 2011): draws from where good trials lie densely, and takes
   * the draw where they are densest against the others.
   */
  TPE
}
