package io.tidemark.ml.registry;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code tidemark.ml.model-store}: where the files of models are kept.
 *
 * @param folder of this machine, made when the first model comes; relative to where the service was
 *     started. With a bucket it holds copies of the models that were opened
 * @param s3 the bucket; null for the folder alone
 */
@ConfigurationProperties(prefix = "tidemark.ml.model-store", ignoreUnknownFields = false)
record ModelStoreProperties(@DefaultValue("models") Path folder, @Nullable S3 s3) {

  /** The store that is configured. */
  ModelStore open() {
    FolderStore inFolder = new FolderStore(folder);
    return s3 == null ? inFolder : s3.open(inFolder);
  }

  /**
   * A bucket of an S3-compatible store. The keys come from the environment, {@code
   * AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, or the machine's role.
   *
   * @param bucket that exists
   * @param prefix of all keys, empty or with a {@code /} at its end
   * @param region such as {@code eu-central-1}
   * @param endpoint of the store; null for Amazon's own
   */
  record S3(
      String bucket,
      @DefaultValue("") String prefix,
      @DefaultValue("us-east-1") String region,
      @Nullable URI endpoint) {

    /**
     * @throws IllegalArgumentException if there is no bucket, or the prefix has another form
     */
    S3 {
      if (bucket == null || bucket.isBlank()) {
        throw new IllegalArgumentException("tidemark.ml.model-store.s3.bucket must be given");
      }
      if (!prefix.isEmpty() && !prefix.endsWith("/")) {
        throw new IllegalArgumentException(
            "tidemark.ml.model-store.s3.prefix must be empty or end with /, was '%s'"
                .formatted(prefix));
      }
    }

    private ModelStore open(FolderStore copies) {
      return new S3Store(
          client(endpoint, region, DefaultCredentialsProvider.builder().build()),
          bucket,
          prefix,
          copies);
    }

    /** A client that asks of a store no more than all S3-compatible ones can do. */
    static S3Client client(@Nullable URI endpoint, String region, AwsCredentialsProvider keys) {
      return S3Client.builder()
          .region(Region.of(region))
          .endpointOverride(endpoint)
          .forcePathStyle(endpoint != null)
          .credentialsProvider(keys)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
    }
  }
}
