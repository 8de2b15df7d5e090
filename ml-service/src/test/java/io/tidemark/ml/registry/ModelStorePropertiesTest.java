package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ModelStorePropertiesTest {

  private static ModelStoreProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("tidemark.ml.model-store", ModelStoreProperties.class);
  }

  @Test
  void isAFolderWithoutABucket() {
    ModelStoreProperties properties = bound(Map.of());

    assertThat(properties).isEqualTo(new ModelStoreProperties(Path.of("models"), null));
    assertThat(properties.open()).isInstanceOf(FolderStore.class);
  }

  @Test
  void isABucketWhereOneIsGiven() {
    ModelStoreProperties properties =
        bound(
            Map.of(
                "tidemark.ml.model-store.s3.bucket", "models",
                "tidemark.ml.model-store.s3.prefix", "tidemark/",
                "tidemark.ml.model-store.s3.endpoint", "http://127.0.0.1:9000"));

    assertThat(properties.s3())
        .isEqualTo(
            new ModelStoreProperties.S3(
                "models", "tidemark/", "us-east-1", URI.create("http://127.0.0.1:9000")));
    try (ModelStore store = properties.open()) {
      assertThat(store).isInstanceOf(S3Store.class);
    }
  }

  @Test
  void refusesAPrefixWithoutItsSlashAndABucketWithoutAName() {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(
            () ->
                bound(
                    Map.of(
                        "tidemark.ml.model-store.s3.bucket", "models",
                        "tidemark.ml.model-store.s3.prefix", "tidemark")))
        .havingRootCause()
        .withMessageContaining("must be empty or end with /, was 'tidemark'");
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> bound(Map.of("tidemark.ml.model-store.s3.region", "eu-central-1")))
        .havingRootCause()
        .withMessageContaining("s3.bucket must be given");
  }
}
