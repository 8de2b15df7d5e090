package io.tidemark.launcher.deploy.kubernetes;

import com.marcnuri.helm.Helm;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** The chart in {@code deploy/helm}, rendered as {@code helm template} renders it. */
final class Chart {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path FOLDER = ROOT.resolve("deploy/helm/tidemark");
  static final String NAMESPACE = "tidemark";

  private Chart() {}

  /**
   * The objects for some values.
   *
   * @param values YAML, over those of the chart; may be empty
   * @throws IllegalStateException if the chart refuses them, with what it says
   */
  static List<Manifest> objects(String values) {
    return parse(text(values));
  }

  /** The rendered text for some values. */
  static String text(String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return new Helm(FOLDER)
            .template()
            .withName("tidemark")
            .withNamespace(NAMESPACE)
            .withKubeVersion("1.31.0")
            .withValuesFile(file)
            .call();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a text of YAML documents, in its order; empty documents are left out. */
  static List<Manifest> parse(String text) {
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(document -> document != null)
        .map(document -> new Manifest(Json.mapper().<JsonNode>valueToTree(document)))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
