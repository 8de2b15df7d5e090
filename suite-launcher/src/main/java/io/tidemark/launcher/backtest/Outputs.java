package io.tidemark.launcher.backtest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a backtest is written to; null for nowhere.
 *
 * @param json a file
 * @param report a file of HTML
 * @param csv a folder
 */
public record Outputs(@Nullable Path json, @Nullable Path report, @Nullable Path csv) {}
