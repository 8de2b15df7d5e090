package io.tidemark.kit.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The YAML files of a folder as they were when it was read; hidden ones are left out.
 *
 * @param exists whether there is such a folder
 * @param files in the order of their names
 */
record FolderContent(Path folder, boolean exists, List<FileContent> files) {

  static FolderContent read(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<FileContent> files =
          entries.filter(FolderContent::isConfiguration).sorted().map(FileContent::read).toList();
      return new FolderContent(folder, true, files);
    } catch (IOException e) {
      return new FolderContent(folder, false, List.of());
    }
  }

  private static boolean isConfiguration(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[^.].*\\.ya?ml");
  }

  /**
   * The files as YAML.
   *
   * @throws ConfigurationException if there is no such folder, or a file is not YAML
   */
  List<YamlDocument> required() {
    if (!exists) {
      throw ConfigurationException.at(folder, 0, "", "no such folder; strategies are read from it");
    }
    return files.stream().map(FileContent::document).toList();
  }
}
