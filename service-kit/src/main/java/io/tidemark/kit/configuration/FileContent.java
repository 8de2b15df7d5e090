package io.tidemark.kit.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file held when it was read.
 *
 * @param text null if it could not be read
 * @param problem why not; null if it could
 */
record FileContent(Path file, @Nullable String text, @Nullable String problem) {

  static FileContent read(Path file) {
    try {
      return new FileContent(file, Files.readString(file), null);
    } catch (NoSuchFileException e) {
      return unread(file, "no such file; give the path of an existing configuration");
    } catch (CharacterCodingException e) {
      return unread(file, "is not UTF-8 text");
    } catch (IOException e) {
      return unread(file, "cannot be read: " + e.getMessage());
    }
  }

  private static FileContent unread(Path file, String problem) {
    return new FileContent(file, null, problem);
  }

  /**
   * The text as YAML.
   *
   * @throws ConfigurationException if it could not be read, or is not YAML
   */
  YamlDocument document() {
    if (text == null) {
      throw ConfigurationException.at(file, 0, "", String.valueOf(problem));
    }
    return YamlDocument.parse(file, text);
  }
}
