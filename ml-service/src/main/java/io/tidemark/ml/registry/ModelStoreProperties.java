package io.tidemark.ml.registry;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.ml.model-store}: where the files of models are kept.
 *
 * @param folder of this machine, made when the first model comes; relative to where the service was
 *     started
 */
@ConfigurationProperties(prefix = "tidemark.ml.model-store", ignoreUnknownFields = false)
record ModelStoreProperties(@DefaultValue("models") Path folder) {}
