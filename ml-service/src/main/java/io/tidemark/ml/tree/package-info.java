/**
 * Trees: random forests and gradient boosting, both grown by XGBoost (T. Chen and C. Guestrin,
 * XGBoost: A Scalable Tree Boosting System, 2016), whose library is native code. Nothing else knows
 * it.
 */
@NullMarked
package io.tidemark.ml.tree;

import org.jspecify.annotations.NullMarked;
