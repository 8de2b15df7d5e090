package io.tidemark.launcher.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} with what it includes, as docker compose reads it. */
final class ComposeFile {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** {@code ${NAME}} or {@code ${NAME:-otherwise}}; {@code $$} is a dollar. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([A-Z_]+)(?::-([^}]*))?}");

  private final Map<String, Object> content;

  private ComposeFile(Map<String, Object> content) {
    this.content = content;
  }

  /** As it is with some variables set, whatever profile is asked for. */
  static ComposeFile with(Map<String, String> variables) {
    Map<String, Object> content = load(ROOT.resolve("docker-compose.yml"), variables);
    for (Object include : list(content.get("include"))) {
      Path file = ROOT.resolve(String.valueOf(map(include).get("path")));
      load(file, variables).forEach((section, entries) -> merge(content, section, entries));
    }
    return new ComposeFile(content);
  }

  /** As it is where the variable names this profile. */
  static ComposeFile of(String profile) {
    return with(Map.of("COMPOSE_PROFILES", profile));
  }

  private static void merge(Map<String, Object> content, String section, Object entries) {
    Map<String, Object> all = new LinkedHashMap<>(map(content.get(section)));
    map(entries)
        .forEach(
            (name, entry) -> {
              if (all.put(name, entry) != null) {
                throw new IllegalStateException(section + "." + name + " is there twice");
              }
            });
    content.put(section, all);
  }

  private static Map<String, Object> load(Path file, Map<String, String> variables) {
    Object document = new Yaml().load(read(file));
    return new LinkedHashMap<>(map(filled(document, variables)));
  }

  private static Object filled(@Nullable Object value, Map<String, String> variables) {
    return switch (value) {
      case null -> "";
      case String text -> filled(text, variables);
      case List<?> all -> all.stream().map(each -> filled(each, variables)).toList();
      case Map<?, ?> all -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        all.forEach((key, each) -> entries.put(String.valueOf(key), filled(each, variables)));
        yield entries;
      }
      default -> value;
    };
  }

  private static String filled(String text, Map<String, String> variables) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(
        found -> {
          String name = found.group(1);
          String otherwise = found.group(2) == null ? "" : found.group(2);
          return Matcher.quoteReplacement(
              name == null ? "$" : variables.getOrDefault(name, otherwise));
        });
  }

  /** The project's name, which its networks and volumes begin with. */
  String project() {
    return String.valueOf(content.get("name"));
  }

  /** The services that start when a profile is asked for. */
  Map<String, Map<String, Object>> services(String profile) {
    Map<String, Map<String, Object>> enabled = new LinkedHashMap<>();
    map(content.get("services"))
        .forEach(
            (name, service) -> {
              if (list(map(service).get("profiles")).contains(profile)) {
                enabled.put(name, map(service));
              }
            });
    return enabled;
  }

  /**
   * One of the services that start when a profile is asked for.
   *
   * @throws IllegalArgumentException if it is not among them
   */
  Map<String, Object> service(String profile, String name) {
    Map<String, Object> service = services(profile).get(name);
    if (service == null) {
      throw new IllegalArgumentException("profile %s has no %s".formatted(profile, name));
    }
    return service;
  }

  /** A network's settings. */
  Map<String, Object> network(String name) {
    return map(map(content.get("networks")).get(name));
  }

  /** What every service of the suite is told. */
  Map<String, Object> sharedEnvironment() {
    return map(content.get("x-environment"));
  }

  /** The variables in the files that a service names. */
  static Map<String, String> environmentFiles(Map<String, Object> service) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Object file : list(service.get("env_file"))) {
      Properties lines = new Properties();
      try (var reader = Files.newBufferedReader(ROOT.resolve(String.valueOf(file)))) {
        lines.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lines.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
    }
    return all;
  }

  /** The variables that a service is given, those of its files too. */
  static Map<String, String> environment(Map<String, Object> service) {
    Map<String, String> all = environmentFiles(service);
    map(service.get("environment")).forEach((name, value) -> all.put(name, String.valueOf(value)));
    return all;
  }

  /** The folders and files of this machine that a service sees, by where it sees them. */
  static Map<String, String> binds(Map<String, Object> service) {
    Map<String, String> binds = new LinkedHashMap<>();
    for (Object volume : list(service.get("volumes"))) {
      if (volume instanceof Map) {
        Map<String, Object> bind = map(volume);
        binds.put(String.valueOf(bind.get("target")), String.valueOf(bind.get("source")));
      }
    }
    return binds;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(String file) {
    return read(ROOT.resolve(file));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> all ? all : List.of();
  }
}
