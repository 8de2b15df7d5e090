package io.tidemark.launcher.licences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a library says of itself in its POM, which lies beside its jar in Maven's repository.
 *
 * @param coordinates group and artifact, as {@code group:artifact}
 * @param licences their names; of its parents where it names none; empty if nobody does
 */
record LibraryPom(String coordinates, List<String> licences) {

  LibraryPom {
    licences = List.copyOf(licences);
  }

  /** Of a jar; empty if it does not lie in a repository. */
  static Optional<LibraryPom> of(Path jar) throws IOException {
    Path version = jar.getParent();
    Path artifact = version == null ? null : version.getParent();
    if (version == null || artifact == null) {
      return Optional.empty();
    }
    Path pom = pom(artifact, version.getFileName().toString());
    if (!Files.exists(pom)) {
      return Optional.empty();
    }
    Element project = parse(pom);
    String group = text(project, "groupId").or(() -> ofParent(project, "groupId")).orElseThrow();
    Path repository = artifact;
    for (int i = 0; i <= group.chars().filter(c -> c == '.').count() + 1; i++) {
      repository = repository.resolve("..").normalize();
    }
    return Optional.of(
        new LibraryPom(group + ":" + artifact.getFileName(), licences(project, repository)));
  }

  private static Path pom(Path artifact, String version) {
    return artifact
        .resolve(version)
        .resolve("%s-%s.pom".formatted(artifact.getFileName(), version));
  }

  private static List<String> licences(Element project, Path repository) throws IOException {
    Optional<Element> section = child(project, "licenses");
    if (section.isPresent()) {
      List<String> names = new ArrayList<>();
      for (Element licence : children(section.get())) {
        text(licence, "name").or(() -> text(licence, "url")).ifPresent(names::add);
      }
      return names;
    }
    if (child(project, "parent").isEmpty()) {
      return List.of();
    }
    Path artifact =
        repository
            .resolve(ofParent(project, "groupId").orElseThrow().replace('.', '/'))
            .resolve(ofParent(project, "artifactId").orElseThrow());
    Path parent = pom(artifact, ofParent(project, "version").orElseThrow());
    return Files.exists(parent) ? licences(parse(parent), repository) : List.of();
  }

  private static Optional<String> ofParent(Element project, String name) {
    return child(project, "parent").flatMap(parent -> text(parent, name));
  }

  private static Optional<String> text(Element element, String name) {
    return child(element, name).map(one -> one.getTextContent().strip().replaceAll("\\s+", " "));
  }

  private static Optional<Element> child(Element element, String name) {
    return children(element).stream().filter(one -> one.getTagName().equals(name)).findFirst();
  }

  private static List<Element> children(Element element) {
    List<Element> all = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        all.add(child);
      }
    }
    return all;
  }

  private static Element parse(Path pom) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom + " cannot be read: " + e.getMessage(), e);
    }
  }
}
