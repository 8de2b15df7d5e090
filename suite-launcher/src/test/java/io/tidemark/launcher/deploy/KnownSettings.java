package io.tidemark.launcher.deploy;

import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the code can be told by its environment: the names of variables and the ports, read from the
 * code itself, so that what deploys the suite can be held against it.
 */
public final class KnownSettings {

  /** The venue of the demo; it takes arguments and no variables. */
  public static final String SIMULATOR = "exchange-simulator";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String KIT = "service-kit";

  /** Within {@code @Value}, resource files and defaults: {@code ${NAME:otherwise}}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.-]*)");

  /** A variable by its own name, as a constant or an argument. */
  private static final Pattern VARIABLE =
      Pattern.compile("\"(TIDEMARK_[A-Z0-9_]+|TRADING_MODE|[A-Z]+_INSTRUMENTS)\"");

  /** A setting by its own name. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(?:getProperty|address|ConditionalOnSetting|defaults\\.put)\\(\\s*\"([a-z][a-z0-9.-]+)\"");

  private static final Pattern BOUND =
      Pattern.compile(
          "@ConfigurationProperties\\(prefix = \"([a-z.-]+)\".*?record ([A-Za-z]+)\\(",
          Pattern.DOTALL);

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");

  /** Of Spring Boot and of the virtual machine; every service knows them. */
  private static final Set<String> OF_THE_PLATFORM =
      Set.of("SPRING_CONFIG_IMPORT", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Map<String, Set<String>> NAMES = new ConcurrentHashMap<>();

  private KnownSettings() {}

  /** The suite's services, without the simulator. */
  public static List<String> services() {
    return Arrays.stream(TidemarkService.values()).map(TidemarkService::serviceName).toList();
  }

  /**
   * The port that a service, or the simulator, listens on unless told otherwise.
   *
   * @throws IllegalArgumentException if there is no such service
   */
  public static int port(String service) {
    return service.equals(SIMULATOR)
        ? SimulatorSettings.defaults().port()
        : serviceOf(service).port();
  }

  /**
   * The variables that a service reads; those of settings that Spring Boot binds are in capitals,
   * with {@code _} for dots and hyphens.
   *
   * @throws IllegalArgumentException if there is no such service
   */
  public static Set<String> environmentNames(String service) {
    return NAMES.computeIfAbsent(service, KnownSettings::read);
  }

  /** The variables that hold the keys of exchanges; one service alone reads them. */
  public static Set<String> exchangeKeys() {
    Set<String> names = new TreeSet<>();
    for (String exchange : ExchangeGateways.supported()) {
      String prefix = variable(exchange);
      names.add(prefix + "_API_KEY");
      names.add(prefix + "_API_SECRET");
    }
    return names;
  }

  private static TidemarkService serviceOf(String name) {
    return Arrays.stream(TidemarkService.values())
        .filter(service -> service.serviceName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no service is named '%s'".formatted(name)));
  }

  private static Set<String> read(String name) {
    if (name.equals(SIMULATOR)) {
      return Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");
    }
    TidemarkService service = serviceOf(name);
    Set<String> names = new TreeSet<>(OF_THE_PLATFORM);
    for (String module : List.of(KIT, service.serviceName())) {
      for (Path file : sources(module)) {
        collect(file, names);
      }
    }
    if (service == TidemarkService.EXECUTION) {
      names.addAll(exchangeKeys());
    }
    if (service == TidemarkService.OPERATOR_GATEWAY) {
      // Every other service's address, by its name.
      services().stream()
          .map(other -> variable("tidemark.services." + other.replace("-service", "")))
          .forEach(names::add);
    }
    return Set.copyOf(names);
  }

  private static List<Path> sources(String module) {
    try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(java|yaml|xml)"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Path file, Set<String> names) {
    String text = text(file);
    for (Pattern pattern : List.of(PLACEHOLDER, VARIABLE, SETTING)) {
      pattern.matcher(text).results().map(found -> variable(found.group(1))).forEach(names::add);
    }
    Matcher bound = BOUND.matcher(text);
    while (bound.find()) {
      collect(variable(bound.group(1)), recordOf(text, bound.group(2)), names);
    }
  }

  private static void collect(String prefix, Class<?> settings, Set<String> names) {
    for (RecordComponent component : settings.getRecordComponents()) {
      String name =
          prefix + "_" + variable(component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2"));
      if (component.getType().isRecord()) {
        collect(name, component.getType(), names);
      } else {
        names.add(name);
      }
    }
  }

  private static Class<?> recordOf(String source, String name) {
    Matcher of = PACKAGE.matcher(source);
    if (!of.find()) {
      throw new IllegalStateException("no package declares " + name);
    }
    try {
      return Class.forName(of.group(1) + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As Spring Boot looks a setting up in the environment. */
  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
