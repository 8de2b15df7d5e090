package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.robothy.s3.rest.LocalS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** On an S3-compatible server of this JVM. */
class S3StoreTest extends ModelStoreContract {

  private static final String PREFIX = "tidemark/models/";
  private static LocalS3 server;
  private static int buckets;

  private String bucket;
  private int stores;

  @BeforeAll
  static void startTheServer() {
    server = LocalS3.builder().port(-1).build();
    server.start();
  }

  @AfterAll
  static void stopTheServer() {
    server.shutdown();
  }

  @BeforeEach
  void makeABucket() {
    bucket = "models-" + ++buckets;
    try (S3Client client = client()) {
      client.createBucket(request -> request.bucket(bucket));
    }
  }

  private static S3Client client() {
    return ModelStoreProperties.S3.client(
        URI.create("http://127.0.0.1:" + server.getPort()),
        "us-east-1",
        StaticCredentialsProvider.create(AwsBasicCredentials.create("user", "secret")));
  }

  /** Each has its own folder of copies: what it opens comes from the server. */
  @Override
  ModelStore store() {
    return new S3Store(client(), bucket, PREFIX, new FolderStore(copies(++stores)));
  }

  private Path copies(int store) {
    return folder.resolve("copies-" + store);
  }

  @Override
  void overwrite(ModelFiles files, String path, byte[] bytes) {
    try (S3Client client = client()) {
      client.putObject(
          request -> request.bucket(bucket).key(PREFIX + files.hash() + "/" + path),
          RequestBody.fromBytes(bytes));
    }
  }

  @Override
  void delete(ModelFiles files, String path) {
    try (S3Client client = client()) {
      client.deleteObject(
          request -> request.bucket(bucket).key(PREFIX + files.hash() + "/" + path));
    }
  }

  @Test
  void readsItsCopyWithoutTheServerAndMendsADamagedOne() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    S3Store store = new S3Store(client(), bucket, PREFIX, new FolderStore(copies(0)));
    store.put(files, trained);
    Path copy = store.open(files);

    Files.writeString(copy.resolve("model.json"), "damaged");
    assertThat(ModelFiles.in(store.open(files))).isEqualTo(files);

    delete(files, "model.json");
    assertThat(ModelFiles.in(store.open(files))).isEqualTo(files);
  }

  @Test
  void tellsAServerThatDoesNotAnswer() throws IOException {
    Path trained = SampleModels.folder(folder, "one");
    ModelFiles files = ModelFiles.in(trained);
    S3Client nowhere =
        ModelStoreProperties.S3.client(
            URI.create("http://127.0.0.1:1"),
            "us-east-1",
            StaticCredentialsProvider.create(AwsBasicCredentials.create("user", "secret")));
    ModelStore store = new S3Store(nowhere, bucket, PREFIX, new FolderStore(copies(0)));

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.put(files, trained))
        .withMessageContaining("s3://" + bucket);
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.open(files))
        .withMessageContaining("cannot read the model");
  }
}
