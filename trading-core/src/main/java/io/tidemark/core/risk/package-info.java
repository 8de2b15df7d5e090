/**
 * Sizing and limits: what may be traded, and how much of it. {@link
 * io.tidemark.core.risk.PositionSizer} fixes the size of an entry; {@link
 * io.tidemark.core.risk.RiskBook} remembers what the guards judge by; {@link
 * io.tidemark.core.risk.LossLimits}, {@link io.tidemark.core.risk.RiskOfRuin} and {@link
 * io.tidemark.core.risk.Correlation} are the formulas. When they are asked is up to {@code
 * io.tidemark.core.portfolio}; {@code docs/risk.md} tells it to users.
 */
@NullMarked
package io.tidemark.core.risk;

import org.jspecify.annotations.NullMarked;
