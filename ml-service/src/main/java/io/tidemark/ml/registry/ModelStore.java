package io.tidemark.ml.registry;

import io.tidemark.ml.model.CorruptModelException;
import java.nio.file.Path;

/**
 * Where the files of models are kept, each model's under its hash. A model is opened whole or not
 * at all, whenever the process that put it there ended.
 */
public interface ModelStore extends AutoCloseable {

  /**
   * Keeps the files of a folder; if they are there already and whole, nothing changes.
   *
   * @param files those in the folder
   * @throws CorruptModelException if the folder does not hold them
   * @throws ModelStoreException if they cannot be written
   */
  void put(ModelFiles files, Path folder);

  /**
   * A folder of this machine that holds the files, each compared with its checksum at this call. It
   * is for reading only.
   *
   * @throws CorruptModelException if one is missing or another
   * @throws ModelStoreException if the store does not answer
   */
  Path open(ModelFiles files);

  @Override
  void close();
}
