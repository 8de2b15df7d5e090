package io.tidemark.kit.configuration;

import java.nio.file.Path;

/**
 * A setting that is accepted and has no effect. Its value is not kept: it may be a secret.
 *
 * @param file that has it
 * @param line where, from 1
 * @param key such as {@code database}
 * @param reason why it has no effect
 */
public record IgnoredSetting(Path file, int line, String key, String reason) {}
