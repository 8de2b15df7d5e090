/**
 * Models from the command line, without a server: {@link io.tidemark.launcher.train.TrainSession}
 * reads a training file and its bars, has {@link io.tidemark.ml.training} train, judge or compare,
 * and tells what it came to.
 */
@NullMarked
package io.tidemark.launcher.train;

import org.jspecify.annotations.NullMarked;
