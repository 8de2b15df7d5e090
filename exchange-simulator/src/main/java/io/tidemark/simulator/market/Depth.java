package io.tidemark.simulator.market;

import io.tidemark.core.fill.DepthLevel;
import java.util.List;

/**
 * What others display.
 *
 * @param bids best (highest) first
 * @param asks best (lowest) first
 */
public record Depth(List<DepthLevel> bids, List<DepthLevel> asks) {}
