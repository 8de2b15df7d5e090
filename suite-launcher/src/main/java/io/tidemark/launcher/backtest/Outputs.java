package io.tidemark.launcher.backtest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest tells and where it is written to; null for nowhere.
 *
 * @param json a file
 * @param report a file of HTML
 * @param csv a folder
 * @param bounds whether figures are drawn anew, to tell between what bounds they lie; to be wanted
 *     with a report
 */
public record Outputs(
    @Nullable Path json, @Nullable Path report, @Nullable Path csv, boolean bounds) {}
