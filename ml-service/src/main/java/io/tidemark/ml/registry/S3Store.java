package io.tidemark.ml.registry;

import io.tidemark.ml.model.CorruptModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Models in a bucket of any S3-compatible store: {@code <prefix><hash>/<path>}. Each object is
 * written wholly or not at all, and a model is complete once all its objects are: before that no
 * row names it. Models that are opened are copied to a folder of this machine and read from there
 * as long as they are whole.
 */
final class S3Store implements ModelStore {

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final FolderStore copies;

  /**
   * @param client is closed with this
   * @param prefix of all keys, empty or with a {@code /} at its end
   */
  S3Store(S3Client client, String bucket, String prefix, FolderStore copies) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.copies = copies;
  }

  @Override
  public void put(ModelFiles files, Path folder) {
    try {
      files.requireIn(folder, folder.toString());
      for (ModelFile file : files.all()) {
        client.putObject(
            request -> request.bucket(bucket).key(key(files, file)),
            RequestBody.fromFile(folder.resolve(file.path())));
      }
    } catch (IOException | SdkException e) {
      throw new ModelStoreException(
          "cannot keep the model of " + folder + " in " + place(files), e);
    }
  }

  @Override
  public Path open(ModelFiles files) {
    try {
      return copies.open(files);
    } catch (CorruptModelException e) {
      // Not copied yet, or the copy is damaged.
      return copy(files);
    }
  }

  private Path copy(ModelFiles files) {
    try {
      Path draft = Files.createTempDirectory("tidemark-model-");
      try {
        for (ModelFile file : files.all()) {
          download(files, file, draft.resolve(file.path()));
        }
        files.requireIn(draft, place(files));
        copies.put(files, draft);
      } finally {
        FolderStore.delete(draft);
      }
      return copies.open(files);
    } catch (IOException | SdkException e) {
      throw new ModelStoreException("cannot read the model in " + place(files), e);
    }
  }

  private void download(ModelFiles files, ModelFile file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      client.getObject(request -> request.bucket(bucket).key(key(files, file)), target);
    } catch (NoSuchKeyException e) {
      throw ModelFiles.corrupt(place(files), file, "is missing");
    }
  }

  private String key(ModelFiles files, ModelFile file) {
    return prefix + files.hash() + "/" + file.path();
  }

  private String place(ModelFiles files) {
    return "s3://%s/%s%s".formatted(bucket, prefix, files.hash());
  }

  @Override
  public void close() {
    client.close();
  }
}
