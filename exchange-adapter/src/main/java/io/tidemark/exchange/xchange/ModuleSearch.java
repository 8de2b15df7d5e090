package io.tidemark.exchange.xchange;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchange.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds XChange's modules on the class path. A venue {@code luno} is the class {@code
 * LunoExchange}, however it writes its capitals, of the package {@code org.knowm.xchange.luno}; or
 * a class is named whole.
 */
final class ModuleSearch {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleSearch.class);
  private static final String MODULES = "org/knowm/xchange/";
  private static final String SUFFIX = "Exchange";

  private ModuleSearch() {}

  static Optional<VenueProfile> find(String name) {
    return name.indexOf('.') >= 0
        ? venue(shortName(name), name)
        : classNames(name).stream()
            .filter(found -> shortName(found).equals(name))
            .findFirst()
            .flatMap(found -> venue(name, found));
  }

  /** The venue's name of a class such as {@code org.knowm.xchange.luno.LunoExchange}. */
  static String shortName(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    String bare =
        simple.endsWith(SUFFIX) ? simple.substring(0, simple.length() - SUFFIX.length()) : simple;
    return bare.toLowerCase(Locale.ROOT);
  }

  private static Optional<VenueProfile> venue(String name, String className) {
    try {
      Class<?> found = Class.forName(className, false, ModuleSearch.class.getClassLoader());
      return Exchange.class.isAssignableFrom(found)
          ? Optional.of(new UnprofiledVenue(name, found.asSubclass(Exchange.class)))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.info("module={} cause=not_loadable detail=\"{}\"", className, e.toString());
      return Optional.empty();
    }
  }

  private static List<String> classNames(String name) {
    String folder = MODULES + name.replace("-", "").replace("_", "") + "/";
    List<String> names = new ArrayList<>();
    try {
      for (URL place : Collections.list(ModuleSearch.class.getClassLoader().getResources(folder))) {
        names.addAll(classesIn(place, folder));
      }
    } catch (IOException | URISyntaxException e) {
      LOG.info("folder={} cause=not_readable detail=\"{}\"", folder, e.toString());
    }
    return names;
  }

  private static List<String> classesIn(URL place, String folder)
      throws IOException, URISyntaxException {
    if (place.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(entry -> entry.getName())
          .filter(entry -> entry.startsWith(folder) && entry.indexOf('/', folder.length()) < 0)
          .flatMap(ModuleSearch::className)
          .toList();
    }
    try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
      return files
          .map(file -> folder + file.getFileName())
          .flatMap(ModuleSearch::className)
          .toList();
    }
  }

  private static Stream<String> className(String entry) {
    String suffix = SUFFIX + ".class";
    return entry.endsWith(suffix)
        ? Stream.of(entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
        : Stream.empty();
  }
}
