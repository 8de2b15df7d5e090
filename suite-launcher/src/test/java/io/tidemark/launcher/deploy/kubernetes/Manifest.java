package io.tidemark.launcher.deploy.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An object as it would be given to Kubernetes. */
record Manifest(JsonNode node) {

  private static final Set<String> WITH_PODS = Set.of("Deployment", "StatefulSet");

  String kind() {
    return node.path("kind").asString();
  }

  String apiVersion() {
    return node.path("apiVersion").asString();
  }

  String name() {
    return at("/metadata/name").asString();
  }

  /** The value at a JSON pointer; missing where there is none. */
  JsonNode at(String pointer) {
    return node.at(pointer);
  }

  boolean hasPods() {
    return WITH_PODS.contains(kind());
  }

  /** Of an object with pods: their specification. */
  JsonNode pod() {
    return at("/spec/template/spec");
  }

  /** Of an object with pods: their only container. */
  JsonNode container() {
    return at("/spec/template/spec/containers/0");
  }

  /** The service of the suite, or the server, that the object belongs to. */
  String service() {
    return node.path("metadata").path("labels").path("app.kubernetes.io/name").asString("");
  }

  /** The container's variables by name, in order; each with {@code value} or {@code valueFrom}. */
  Map<String, JsonNode> environment() {
    Map<String, JsonNode> variables = new LinkedHashMap<>();
    for (JsonNode variable : container().path("env")) {
      String name = variable.path("name").asString();
      if (variables.put(name, variable) != null) {
        throw new IllegalStateException("%s has %s twice".formatted(this, name));
      }
    }
    return variables;
  }

  /** A variable's plain value; empty if there is none. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment().get(name))
        .map(variable -> variable.path("value"))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  /** The names of Secrets that the pods read, in variables and volumes. */
  Stream<String> secrets() {
    return Stream.concat(
        pod().findValues("secretKeyRef").stream()
            .map(reference -> reference.path("name").asString()),
        pod().findValues("secretName").stream().map(JsonNode::asString));
  }

  /** The only object of a kind and name. */
  static Manifest only(List<Manifest> objects, String kind, String name) {
    List<Manifest> found =
        objects.stream()
            .filter(object -> object.kind().equals(kind) && object.name().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%d objects are %s %s, among %s".formatted(found.size(), kind, name, objects));
    }
    return found.getFirst();
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
